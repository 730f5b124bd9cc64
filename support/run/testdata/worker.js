// A worker in a few lines: does with each job what the job's id says.
process.on('message', (/** @type {{ job: { id: string } }} */ { job }) => {
  const send = (/** @type {object} */ message) => process.send?.({ job: job.id, ...message });
  if (job.id === 'done') send({ type: 'done' });
  if (job.id === 'broken') send({ type: 'done', error: 'Cucumber cannot run' });
  if (job.id === 'progress') {
    send({ type: 'progress', text: 'one' });
    send({ type: 'done' });
  }
  if (job.id === 'exit') {
    process.stderr.write('last words\n', () => process.exit(7));
  }
  if (job.id === 'stopped') {
    send({ type: 'progress', text: 'about to hang' });
    process.kill(process.pid, 'SIGSTOP');
  }
  if (job.id === 'killed') process.kill(process.pid, 'SIGKILL');
});
process.on('disconnect', () => process.exit());
