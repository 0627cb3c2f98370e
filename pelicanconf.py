"""Settings of the portal: Pelican reads prose and writes files, Mingbai makes the pages."""

import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE / "plugins"))

from mingbai import plugin  # noqa: E402  # imported as a module: a failure ends the build

PLUGINS = [plugin]
SITENAME = "明白账"
SITEURL = ""
TIMEZONE = "Asia/Shanghai"
DEFAULT_LANG = "zh_cn"

PATH = str(HERE / "content")
OUTPUT_PATH = str(HERE / "output")
THEME = str(HERE / "theme")
MINGBAI_DATA = str(HERE / "data")
MINGBAI_AS_OF = ""

ARTICLE_PATHS = ["notices"]
PAGE_PATHS = ["pages", "decisions"]
STATIC_PATHS: list[str] = []
SLUGIFY_SOURCE = "basename"
ARTICLE_URL = "notices/{slug}/"
PAGE_URL = "{slug}/"
PATH_METADATA = r"(?:pages|notices)/(?P<slug>[^/]+)\.md"

# Every file is written by Mingbai's own generator, in its own templates.
ARTICLE_SAVE_AS = PAGE_SAVE_AS = DRAFT_SAVE_AS = DRAFT_PAGE_SAVE_AS = ""
INDEX_SAVE_AS = AUTHOR_SAVE_AS = AUTHORS_SAVE_AS = CATEGORY_SAVE_AS = CATEGORIES_SAVE_AS = ""
TAG_SAVE_AS = TAGS_SAVE_AS = ARCHIVES_SAVE_AS = ""
DIRECT_TEMPLATES: list[str] = []
THEME_STATIC_DIR = ""
THEME_STATIC_PATHS: list[str] = []
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = None
AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
DELETE_OUTPUT_DIRECTORY = False
CACHE_CONTENT = False
LOAD_CONTENT_CACHE = False

JINJA_ENVIRONMENT = plugin.settings()["JINJA_ENVIRONMENT"]
JINJA_FILTERS = plugin.settings()["JINJA_FILTERS"]
THEME_TEMPLATES_OVERRIDES = plugin.settings()["THEME_TEMPLATES_OVERRIDES"]
