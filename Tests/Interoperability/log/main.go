// Reads a log with the code that the Go checksum database is read with: golang.org/x/mod/sumdb/note and tlog.
//
//	main FOLDER VKEY [PROOF ENTRY]...
//
// FOLDER has the files checkpoint and tile/…; each PROOF is a .tlog-proof of the bytes of the file ENTRY. What is wrong
// is said in lines that begin with FOUND; the exit code is then 1.
package main

import (
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

const height = 8

// tiles reads them by their names in C2SP tlog-tiles, which leave out the height.
type tiles struct{ folder string }

func (t tiles) path(tile tlog.Tile) string {
	name := strings.TrimPrefix(tile.Path(), "tile/8/")
	name = strings.Replace(name, "data/", "entries/", 1)
	return filepath.Join(t.folder, "tile", name)
}

func (t tiles) Height() int { return height }

func (t tiles) ReadTiles(wanted []tlog.Tile) ([][]byte, error) {
	var all [][]byte
	for _, tile := range wanted {
		data, err := os.ReadFile(t.path(tile))
		if err != nil {
			return nil, err
		}
		all = append(all, data)
	}
	return all, nil
}

func (t tiles) SaveTiles([]tlog.Tile, [][]byte) {}

// open verifies a checkpoint and says the tree that it is of.
func open(text []byte, verifier note.Verifier) (tree tlog.Tree, err error) {
	opened, err := note.Open(text, note.VerifierList(verifier))
	if err != nil {
		return tree, err
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) != 4 || lines[0] != verifier.Name() {
		return tree, fmt.Errorf("no checkpoint of %s", verifier.Name())
	}
	if tree.N, err = strconv.ParseInt(lines[1], 10, 64); err != nil {
		return tree, err
	}
	tree.Hash, err = tlog.ParseHash(lines[2])
	return tree, err
}

// entries compares what the tiles of entries hold with the hashes of the tree.
func entries(files tiles, tree tlog.Tree, reader tlog.HashReader) error {
	for start := int64(0); start < tree.N; start += 1 << height {
		width := tree.N - start
		if width > 1<<height {
			width = 1 << height
		}
		data, err := os.ReadFile(files.path(tlog.Tile{H: height, L: -1, N: start >> height, W: int(width)}))
		if err != nil {
			return err
		}
		var indexes []int64
		var hashes []tlog.Hash
		for len(data) > 0 {
			length := int(binary.BigEndian.Uint16(data))
			hashes = append(hashes, tlog.RecordHash(data[2:2+length]))
			indexes = append(indexes, tlog.StoredHashIndex(0, start+int64(len(indexes))))
			data = data[2+length:]
		}
		known, err := reader.ReadHashes(indexes)
		if err != nil {
			return err
		}
		for i, hash := range hashes {
			if hash != known[i] {
				return fmt.Errorf("entry %d has another hash", start+int64(i))
			}
		}
		if int64(len(hashes)) != width {
			return fmt.Errorf("%d entries from %d on", len(hashes), start)
		}
	}
	return nil
}

// proof checks a .tlog-proof, and that the log at its size is the beginning of the log now.
func proof(text, entry []byte, verifier note.Verifier, tree tlog.Tree, reader tlog.HashReader) error {
	parts := strings.SplitN(string(text), "\n\n", 2)
	lines := strings.Split(parts[0], "\n")[1:]
	if strings.HasPrefix(lines[0], "extra ") {
		lines = lines[1:]
	}
	index, err := strconv.ParseInt(strings.TrimPrefix(lines[0], "index "), 10, 64)
	if err != nil {
		return err
	}
	var path tlog.RecordProof
	for _, line := range lines[1:] {
		data, err := base64.StdEncoding.DecodeString(line)
		if err != nil {
			return err
		}
		path = append(path, *(*tlog.Hash)(data))
	}
	old, err := open([]byte(parts[1]), verifier)
	if err != nil {
		return err
	}
	if err := tlog.CheckRecord(path, old.N, old.Hash, index, tlog.RecordHash(entry)); err != nil {
		return fmt.Errorf("the proof of entry %d proves nothing: %w", index, err)
	}
	made, err := tlog.ProveTree(tree.N, old.N, reader)
	if err != nil {
		return err
	}
	return tlog.CheckTree(made, tree.N, tree.Hash, old.N, old.Hash)
}

func run(folder, vkey string, proofs []string) error {
	verifier, err := note.NewVerifier(vkey)
	if err != nil {
		return err
	}
	text, err := os.ReadFile(filepath.Join(folder, "checkpoint"))
	if err != nil {
		return err
	}
	tree, err := open(text, verifier)
	if err != nil {
		return fmt.Errorf("the checkpoint is not signed: %w", err)
	}
	// It takes a tile only once it has found it right.
	reader := tlog.TileHashReader(tree, tiles{folder})
	if err := entries(tiles{folder}, tree, reader); err != nil {
		return err
	}
	for i := 0; i+1 < len(proofs); i += 2 {
		text, err := os.ReadFile(proofs[i])
		if err != nil {
			return err
		}
		entry, err := os.ReadFile(proofs[i+1])
		if err != nil {
			return err
		}
		if err := proof(text, entry, verifier, tree, reader); err != nil {
			return err
		}
	}
	fmt.Printf("%d entries\n", tree.N)
	return nil
}

func main() {
	if err := run(os.Args[1], os.Args[2], os.Args[3:]); err != nil {
		fmt.Println("FOUND", err)
		os.Exit(1)
	}
}
