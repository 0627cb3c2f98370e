// Verify a served log with the libraries of Go's own checksum database, and nothing of ours.
//
//	verify FOLDER VKEY...
//
// FOLDER is the content of /log/. The checkpoint and every former one are opened as signed notes,
// each record of the entry bundles is proved to be in the tree, each former tree to be its prefix.
// Exit status 1 and a line on standard error for whatever does not hold.
package main

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// height of a tile in levels of the tree: 256 hashes.
const height = 8

// served reads tiles from a folder, under the paths of C2SP tlog-tiles.
type served struct{ folder string }

func (s served) Height() int { return height }

func (s served) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	var read [][]byte
	for _, tile := range tiles {
		content, err := os.ReadFile(filepath.Join(s.folder, path(tile)))
		if err != nil {
			return nil, err
		}
		read = append(read, content)
	}
	return read, nil
}

func (s served) SaveTiles([]tlog.Tile, [][]byte) {}

// path is that of C2SP: Go's own has the height after tile/, and calls the records data.
func path(tile tlog.Tile) string {
	withHeight := fmt.Sprintf("tile/%d/", height)
	rest := strings.TrimPrefix(tile.Path(), withHeight)
	return "tile/" + strings.Replace(rest, "data/", "entries/", 1)
}

type checkpoint struct {
	origin string
	tree   tlog.Tree
}

// open checks a signed note by the known keys and splits its three lines.
func open(file string, keys note.Verifiers) (checkpoint, error) {
	content, err := os.ReadFile(file)
	if err != nil {
		return checkpoint{}, err
	}
	opened, err := note.Open(content, keys)
	if err != nil {
		return checkpoint{}, fmt.Errorf("%s: %v", file, err)
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) != 4 || lines[3] != "" {
		return checkpoint{}, fmt.Errorf("%s: %d lines", file, len(lines)-1)
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil || strconv.FormatInt(size, 10) != lines[1] {
		return checkpoint{}, fmt.Errorf("%s: size %q", file, lines[1])
	}
	root, err := base64.StdEncoding.DecodeString(lines[2])
	if err != nil || len(root) != tlog.HashSize {
		return checkpoint{}, fmt.Errorf("%s: root %q", file, lines[2])
	}
	found := checkpoint{origin: lines[0], tree: tlog.Tree{N: size}}
	copy(found.tree.Hash[:], root)
	return found, nil
}

// records are the lines of all bundles, each after its length in two bytes.
func records(folder string, size int64) ([][]byte, error) {
	var found [][]byte
	for start := int64(0); start < size; start += 1 << height {
		width := size - start
		if width > 1<<height {
			width = 1 << height
		}
		tile := tlog.Tile{H: height, L: -1, N: start >> height, W: int(width)}
		content, err := os.ReadFile(filepath.Join(folder, path(tile)))
		if err != nil {
			return nil, err
		}
		for len(content) > 0 {
			if len(content) < 2 || len(content) < 2+int(binary.BigEndian.Uint16(content)) {
				return nil, fmt.Errorf("%s ends within a record", path(tile))
			}
			end := 2 + int(binary.BigEndian.Uint16(content))
			found = append(found, content[2:end])
			content = content[end:]
		}
	}
	if int64(len(found)) != size {
		return nil, fmt.Errorf("%d records in the bundles, %d in the tree", len(found), size)
	}
	return found, nil
}

// proveRecords proves every record of the bundles, which must be the lines of log.jsonl.
func proveRecords(folder string, head checkpoint, hashes tlog.HashReader) (int, error) {
	lines, err := os.ReadFile(filepath.Join(folder, "log.jsonl"))
	if err != nil {
		return 0, err
	}
	found, err := records(folder, head.tree.N)
	if err != nil {
		return 0, err
	}
	if !bytes.Equal(append(bytes.Join(found, []byte("\n")), '\n'), lines) {
		return 0, fmt.Errorf("the bundles are not log.jsonl")
	}
	for n, record := range found {
		number := int64(n)
		proof, err := tlog.ProveRecord(head.tree.N, number, hashes)
		if err != nil {
			return 0, err
		}
		hash := tlog.RecordHash(record)
		if err := tlog.CheckRecord(proof, head.tree.N, head.tree.Hash, number, hash); err != nil {
			return 0, fmt.Errorf("record %d: %v", number, err)
		}
	}
	return len(found), nil
}

// provePrefixes proves of every former checkpoint that its tree begins the newest.
func provePrefixes(
	folder string, head checkpoint, hashes tlog.HashReader, keys note.Verifiers,
) (int, error) {
	files, err := filepath.Glob(filepath.Join(folder, "checkpoints", "*"))
	if err != nil {
		return 0, err
	}
	for _, file := range files {
		former, err := open(file, keys)
		if err != nil {
			return 0, err
		}
		if former.origin != head.origin {
			return 0, fmt.Errorf("%s: origin %q, not %q", file, former.origin, head.origin)
		}
		proof, err := tlog.ProveTree(head.tree.N, former.tree.N, hashes)
		if err != nil {
			return 0, err
		}
		err = tlog.CheckTree(
			proof, head.tree.N, head.tree.Hash, former.tree.N, former.tree.Hash)
		if err != nil {
			return 0, fmt.Errorf("%s: %v", file, err)
		}
	}
	return len(files), nil
}

func verify(folder string, vkeys []string) (string, error) {
	var verifiers []note.Verifier
	for _, vkey := range vkeys {
		verifier, err := note.NewVerifier(vkey)
		if err != nil {
			return "", err
		}
		verifiers = append(verifiers, verifier)
	}
	keys := note.VerifierList(verifiers...)
	head, err := open(filepath.Join(folder, "checkpoint"), keys)
	if err != nil {
		return "", err
	}
	hashes := tlog.TileHashReader(head.tree, served{folder})
	proved, err := proveRecords(folder, head, hashes)
	if err != nil {
		return "", err
	}
	prefixes, err := provePrefixes(folder, head, hashes, keys)
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("%s: %d records, %d prefixes", head.origin, proved, prefixes), nil
}

func main() {
	said, err := verify(os.Args[1], os.Args[2:])
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	fmt.Println(said)
}
