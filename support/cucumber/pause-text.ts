/** What to do with a lab whose scenario has failed, while it is still there. */
export function pauseText(scenario: string, labId: string): string {
  return [
    `"${scenario}" did not pass. Its lab ${labId} is still there:`,
    `  npm run endstate -- kubectl --lab ${labId} get pods -A`,
    `  npm run endstate -- shell worker01 --lab ${labId}`,
    'Enter takes it down and goes on.',
  ].join('\n');
}
