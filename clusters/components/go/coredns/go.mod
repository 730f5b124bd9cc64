// CoreDNS with the plugins that labs use (main.go). What it shares with Kubernetes stays at the versions of
// ../kubernetes-1.34/go.mod, by these requirements and exclusions: then Go compiles client-go and the rest once for
// both, which saves a minute on two cores. To update: require the new version of coredns, build with -mod=mod, and
// exclude what `go list -deps -f '{{.Module}}' .` then shows newer than it is there, until nothing is.
module endstate.dev/components/coredns

go 1.24.0

require (
	github.com/beorn7/perks v1.0.1
	github.com/cespare/xxhash/v2 v2.3.0
	github.com/coredns/coredns v1.14.1
	github.com/coreos/go-semver v0.3.1
	github.com/coreos/go-systemd/v22 v22.5.0
	github.com/emicklei/go-restful/v3 v3.12.2
	github.com/felixge/httpsnoop v1.0.4
	github.com/fxamacker/cbor/v2 v2.9.0
	github.com/go-logr/stdr v1.2.2
	github.com/go-openapi/jsonpointer v0.21.0
	github.com/go-openapi/jsonreference v0.20.2
	github.com/go-openapi/swag v0.23.0
	github.com/gogo/protobuf v1.3.2
	github.com/golang/protobuf v1.5.4
	github.com/google/btree v1.1.3
	github.com/google/gnostic-models v0.7.0
	github.com/google/go-cmp v0.7.0
	github.com/google/uuid v1.6.0
	github.com/gorilla/websocket v1.5.4-0.20250319132907-e064f32e3674
	github.com/gregjones/httpcache v0.0.0-20190611155906-901d90724c79
	github.com/grpc-ecosystem/grpc-gateway/v2 v2.27.2
	github.com/josharian/intern v1.0.0
	github.com/json-iterator/go v1.1.12
	github.com/kylelemons/godebug v1.1.0
	github.com/mailru/easyjson v0.7.7
	github.com/moby/spdystream v0.5.0
	github.com/modern-go/concurrent v0.0.0-20180306012644-bacd9c7ef1dd
	github.com/modern-go/reflect2 v1.0.3-0.20250322232337-35a7c28c31ee
	github.com/munnerz/goautoneg v0.0.0-20191010083416-a7dc8b61c822
	github.com/mxk/go-flowrate v0.0.0-20140419014527-cca7078d478f
	github.com/peterbourgon/diskv v2.0.1+incompatible
	github.com/pkg/errors v0.9.1
	github.com/spf13/pflag v1.0.6
	github.com/x448/float16 v0.8.4
	go.etcd.io/etcd/api/v3 v3.6.7
	go.etcd.io/etcd/client/pkg/v3 v3.6.7
	go.etcd.io/etcd/client/v3 v3.6.7
	go.opentelemetry.io/auto/sdk v1.2.1
	go.opentelemetry.io/contrib/instrumentation/net/http/otelhttp v0.61.0
	go.opentelemetry.io/otel v1.38.0
	go.opentelemetry.io/otel/metric v1.38.0
	go.opentelemetry.io/otel/sdk v1.38.0
	go.opentelemetry.io/otel/trace v1.38.0
	go.uber.org/multierr v1.11.0
	go.uber.org/zap v1.27.0
	go.yaml.in/yaml/v3 v3.0.4
	golang.org/x/exp v0.0.0-20250408133849-7e4ce0ab07d0
	golang.org/x/sync v0.19.0
	golang.org/x/tools v0.40.0
	google.golang.org/genproto/googleapis/api v0.0.0-20251202230838-ff82c1b0f217
	gopkg.in/evanphx/json-patch.v4 v4.12.0
	gopkg.in/inf.v0 v0.9.1
	gopkg.in/yaml.v3 v3.0.1
	k8s.io/klog/v2 v2.130.1
	k8s.io/kube-openapi v0.0.0-20250710124328-f3f2b991d03b
	k8s.io/utils v0.0.0-20250604170112-4c0f3b243397
	sigs.k8s.io/json v0.0.0-20241014173422-cfa47c3a1cc8
	sigs.k8s.io/randfill v1.0.0
	sigs.k8s.io/structured-merge-diff/v6 v6.3.0
	sigs.k8s.io/yaml v1.6.0
)

require (
	github.com/apparentlymart/go-cidr v1.1.0 // indirect
	github.com/coredns/caddy v1.1.4-0.20250930002214-15135a999495 // indirect
	github.com/davecgh/go-spew v1.1.1
	github.com/dnstap/golang-dnstap v0.4.0 // indirect
	github.com/farsightsec/golang-framestream v0.3.0 // indirect
	github.com/flynn/go-shlex v0.0.0-20150515145356-3f9db97f8568 // indirect
	github.com/go-logr/logr v1.4.2
	github.com/grpc-ecosystem/grpc-opentracing v0.0.0-20180507213350-8e809c8a8645 // indirect
	github.com/infobloxopen/go-trees v0.0.0-20200715205103-96a057b8dfb9 // indirect
	github.com/miekg/dns v1.1.70 // indirect
	github.com/opentracing/opentracing-go v1.2.0 // indirect
	github.com/pmezard/go-difflib v1.0.0
	github.com/prometheus/client_golang v1.22.0
	github.com/prometheus/client_model v0.6.1
	github.com/prometheus/common v0.62.0
	github.com/prometheus/procfs v0.15.1
	github.com/quic-go/qpack v0.6.0 // indirect
	github.com/quic-go/quic-go v0.59.0 // indirect
	go.uber.org/automaxprocs v1.6.0 // indirect
	go.yaml.in/yaml/v2 v2.4.2
	golang.org/x/crypto v0.36.0
	golang.org/x/net v0.38.0
	golang.org/x/oauth2 v0.27.0
	golang.org/x/sys v0.31.0
	golang.org/x/term v0.30.0
	golang.org/x/text v0.23.0
	golang.org/x/time v0.9.0
	google.golang.org/genproto/googleapis/rpc v0.0.0-20250303144028-a0af3efb3deb
	google.golang.org/grpc v1.72.1
	google.golang.org/protobuf v1.36.5
	k8s.io/api v0.34.1
	k8s.io/apimachinery v0.34.1
	k8s.io/client-go v0.34.1
	sigs.k8s.io/mcs-api v0.3.0 // indirect
)

exclude k8s.io/apimachinery v0.34.3

exclude (
	golang.org/x/term v0.34.0
	golang.org/x/term v0.35.0
	golang.org/x/term v0.38.0
	golang.org/x/term v0.39.0
)

exclude k8s.io/client-go v0.34.3

exclude (
	golang.org/x/crypto v0.41.0
	golang.org/x/crypto v0.42.0
	golang.org/x/crypto v0.46.0
	golang.org/x/crypto v0.47.0
)

exclude (
	google.golang.org/grpc v1.75.0
	google.golang.org/grpc v1.78.0
)

exclude (
	golang.org/x/oauth2 v0.30.0
	golang.org/x/oauth2 v0.34.0
)

exclude (
	google.golang.org/protobuf v1.36.7
	google.golang.org/protobuf v1.36.10
	google.golang.org/protobuf v1.36.11
)

exclude github.com/prometheus/common v0.67.5

exclude golang.org/x/time v0.14.0

exclude github.com/prometheus/client_golang v1.23.0

exclude k8s.io/api v0.34.3

exclude go.yaml.in/yaml/v2 v2.4.3

exclude github.com/prometheus/procfs v0.16.1

exclude github.com/go-logr/logr v1.4.3

exclude (
	golang.org/x/text v0.28.0
	golang.org/x/text v0.29.0
	golang.org/x/text v0.32.0
	golang.org/x/text v0.33.0
)

exclude (
	golang.org/x/net v0.43.0
	golang.org/x/net v0.45.0
	golang.org/x/net v0.48.0
	golang.org/x/net v0.49.0
)

exclude github.com/davecgh/go-spew v1.1.2-0.20180830191138-d8f796af33cc

exclude github.com/prometheus/client_model v0.6.2

exclude (
	google.golang.org/genproto/googleapis/rpc v0.0.0-20250818200422-3122310a409c
	google.golang.org/genproto/googleapis/rpc v0.0.0-20251124214823-79d6a2a48846
	google.golang.org/genproto/googleapis/rpc v0.0.0-20251222181119-0a764e51fe1b
)

exclude (
	golang.org/x/sys v0.35.0
	golang.org/x/sys v0.36.0
	golang.org/x/sys v0.39.0
	golang.org/x/sys v0.40.0
)

exclude github.com/pmezard/go-difflib v1.0.1-0.20181226105442-5d4384ee4fb2
