// The tc that Cilium 1.12 calls. Its own images carry one with patches of Cilium's; a distribution's tc cannot attach its
// programs, since libbpf 1.0 refuses maps of that old form and none fills in the constants. Here the library that Cilium
// itself took for this from 1.13 on loads the object. Whatever else is asked is the machine's own tc's to do.
package main

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/vishvananda/netlink"
	"golang.org/x/sys/unix"
)

const machinesOwn = "/usr/sbin/tc"

func main() {
	if len(os.Args) == 2 && os.Args[1] == "--about" {
		fmt.Println("tc for Cilium 1.12: objects by ebpf-go, the rest by " + machinesOwn)
		return
	}
	request, ours := parse(os.Args[1:])
	if !ours {
		exit(fmt.Errorf("%s: %w", machinesOwn, unix.Exec(machinesOwn, os.Args, os.Environ())))
	}
	if err := attach(request); err != nil {
		exit(err)
	}
}

// The whole of a verifier's words, where it is one that refused.
func exit(err error) {
	fmt.Fprintf(os.Stderr, "%+v\n", err)
	os.Exit(1)
}

var parents = map[string]uint32{"ingress": netlink.HANDLE_MIN_INGRESS, "egress": netlink.HANDLE_MIN_EGRESS}

func attach(wanted filter) error {
	link, err := netlink.LinkByName(wanted.device)
	if err != nil {
		return fmt.Errorf("interface %s: %w", wanted.device, err)
	}
	program, err := load(wanted.object, wanted.section)
	if err != nil {
		return fmt.Errorf("%s: %w", wanted.object, err)
	}
	return netlink.FilterReplace(&netlink.BpfFilter{
		FilterAttrs: netlink.FilterAttrs{
			LinkIndex: link.Attrs().Index,
			Parent:    parents[wanted.direction],
			Priority:  wanted.priority,
			Handle:    wanted.handle,
			Protocol:  unix.ETH_P_ALL,
		},
		Fd:           program.FD(),
		DirectAction: true,
		// As tc names it: Cilium's init.sh finds its filters by this.
		Name: fmt.Sprintf("%s:[%s]", filepath.Base(wanted.object), wanted.section),
	})
}
