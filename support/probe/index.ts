export { type CurlRequest, curl } from './curl';
export * from './curl-conditions';
export { type CurlFailure, type CurlOutcome, curlOutcome, type HttpAnswer } from './curl-outcome';
export { type DnsFailure, type DnsOptions, type DnsOutcome, dns, dnsIs, dnsOutcome, resolves } from './dns';
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
export { type TcpOptions, type TcpOutcome, tcpConnect, tcpIs, tcpOutcome } from './tcp';
