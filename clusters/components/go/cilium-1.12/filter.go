package main

import (
	"fmt"
	"strings"
)

// What `tc filter replace` is to attach.
type filter struct {
	device, direction, object, section string
	priority                           uint16
	handle                             uint32
}

// The one form of command line with which Cilium 1.12 attaches a program of an object.
const form = "filter replace dev %s %s prio %d handle %d bpf da obj %s sec %s"

// Reads that form; false for any other.
func parse(words []string) (filter, bool) {
	var f filter
	line := strings.Join(words, " ")
	_, err := fmt.Sscanf(line, form, &f.device, &f.direction, &f.priority, &f.handle, &f.object, &f.section)
	_, known := parents[f.direction]
	return f, err == nil && known && len(words) == len(strings.Fields(form))
}
