package main

import (
	"encoding/binary"
	"fmt"
	"os"
	"strings"

	"github.com/cilium/ebpf"
	"github.com/cilium/ebpf/asm"
	"github.com/cilium/ebpf/rlimit"
)

// Makes the maps and programs of an object, fills its tail calls in, and returns the program of a section. Of the object's
// other programs, only what tail calls lead to is loaded: the rest was compiled for other places.
func load(object, section string) (*ebpf.Program, error) {
	if err := rlimit.RemoveMemlock(); err != nil {
		return nil, err
	}
	spec, err := ebpf.LoadCollectionSpec(object)
	if err != nil {
		return nil, err
	}
	tailCalls, err := settleMaps(spec)
	if err != nil {
		return nil, err
	}
	wanted := ""
	for name, program := range spec.Programs {
		program.Type = ebpf.SchedCLS
		if err := fillConstants(program, spec); err != nil {
			return nil, fmt.Errorf("program %s: %w", name, err)
		}
		if id, slot, ok := tailCallOf(program.SectionName); ok {
			calls, known := tailCalls[id]
			if !known {
				return nil, fmt.Errorf("program %s is of the tail calls %d, which no map is", name, id)
			}
			calls.Contents = append(calls.Contents, ebpf.MapKV{Key: slot, Value: name})
		} else if program.SectionName == section {
			wanted = name
		} else {
			delete(spec.Programs, name)
		}
	}
	delete(spec.Maps, constants)
	if wanted == "" {
		return nil, fmt.Errorf("there is no section %s", section)
	}
	made, err := ebpf.NewCollectionWithOptions(spec, ebpf.CollectionOptions{Maps: ebpf.MapOptions{PinPath: pins()}})
	if err != nil {
		return nil, err
	}
	return made.Programs[wanted], nil
}

// Where iproute2 pins what is pinned for all objects (PIN_GLOBAL_NS).
func pins() string {
	root := os.Getenv("TC_BPF_MNT")
	if root == "" {
		root = "/sys/fs/bpf"
	}
	return root + "/tc/globals"
}

const pinnedForAll = 2

// Takes out what a map's definition has beyond the kernel's fields (iproute2's bpf_elf_map): its number, whether it is
// pinned, and a map within, which these objects do not use. Returns the maps of tail calls by number.
func settleMaps(spec *ebpf.CollectionSpec) (map[uint32]*ebpf.MapSpec, error) {
	tailCalls := map[uint32]*ebpf.MapSpec{}
	for name, one := range spec.Maps {
		if one.Extra == nil {
			continue
		}
		var more struct{ Number, Pinning, InnerNumber, InnerSlot uint32 }
		if err := binary.Read(one.Extra, spec.ByteOrder, &more); err != nil {
			return nil, fmt.Errorf("map %s: %w", name, err)
		}
		if more.Pinning == pinnedForAll {
			one.Pinning = ebpf.PinByName
		}
		if one.Type == ebpf.ProgramArray {
			tailCalls[more.Number] = one
		}
	}
	return tailCalls, nil
}

// `2/7`: of the tail calls 2 the one in slot 7. Numbers are C's.
func tailCallOf(section string) (id, slot uint32, ok bool) {
	if !strings.Contains(section, "/") {
		return 0, 0, false
	}
	count, err := fmt.Sscanf(section, "%v/%v", &id, &slot)
	return id, slot, err == nil && count == 2
}

// The section of an endpoint's constants: its addresses, its identity.
const constants = ".data"

// A program takes the address of a constant, and means its value: the agent writes the endpoint's into the object.
func fillConstants(program *ebpf.ProgramSpec, spec *ebpf.CollectionSpec) error {
	for at := range program.Instructions {
		instruction := &program.Instructions[at]
		if !instruction.IsLoadFromMap() || instruction.Src != asm.PseudoMapValue {
			continue
		}
		if instruction.Reference() != constants {
			return fmt.Errorf("it takes a value out of %s", instruction.Reference())
		}
		data, ok := spec.Maps[constants].Contents[0].Value.([]byte)
		from := uint64(instruction.Constant) >> 32
		if !ok || from >= uint64(len(data)) {
			return fmt.Errorf("its constant at %d is not there", from)
		}
		// The last one may be of 16 bits.
		value := append(append([]byte{}, data[from:]...), 0, 0)
		instruction.Src = asm.R0
		instruction.Constant = int64(spec.ByteOrder.Uint32(value))
		*instruction = instruction.WithReference("")
	}
	return nil
}
