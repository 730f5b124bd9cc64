// Flannel's CNI plugin, of the last release of the reference plugins that had it. To update: build once with -mod=mod.
module endstate.dev/components/flannel-plugin

go 1.24.0

require github.com/containernetworking/plugins v0.9.1

require github.com/containernetworking/cni v0.8.1 // indirect

tool github.com/containernetworking/plugins/plugins/meta/flannel
