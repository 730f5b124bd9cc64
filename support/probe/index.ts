export { addressesOf } from './addresses';
export { enoughFor, everyBackendAnswers, fromBackends, type Round } from './backends';
export { type Capture, type Captured, type CaptureOptions, whileCapturing } from './capture';
export { type CurlRequest, curl } from './curl';
export * from './curl-conditions';
export { type CurlFailure, type CurlOutcome, curlOutcome, type HttpAnswer } from './curl-outcome';
export { type DnsFailure, type DnsOptions, type DnsOutcome, dns, dnsIs, dnsOutcome, resolves } from './dns';
export * from './docker';
export { connectivity, connectivityIs, type MatrixOptions } from './matrix';
export { type CellWord, cellKinds, cellWord, type Matrix, type SeenMatrix, unlike } from './matrix-cell';
export { hasSeen } from './outcome';
export {
  type PingOptions,
  type PingOutcome,
  ping,
  pingAnswers,
  pingGetsNoAnswer,
  pingIs,
  pingOutcome,
} from './ping';
export { coversAll, inARow, type Streak, sampled, streakHolds } from './repeat';
export { addressesIn, isSeenAs } from './seen-as';
export { type TcpOptions, type TcpOutcome, tcpConnect, tcpIs, tcpOutcome } from './tcp';
export { type TcpTarget, tcpRow } from './tcp-row';
