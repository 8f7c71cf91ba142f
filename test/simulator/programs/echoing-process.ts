/** A process that answers with what it is asked, its words before it, until it is asked to end with a code. */

process.on('message', (message: { readonly end?: number }) => {
  if (message.end !== undefined) process.exit(message.end);
  process.send?.([process.argv.slice(2), message]);
});
