"""Where this page is, from the home page down; reads `model.Crumb`."""
