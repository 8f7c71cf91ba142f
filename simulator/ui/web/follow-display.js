/**
 * The script of the page of a display: whatever happens at the desk, it asks for the page again and takes over what has
 * changed of it. The state is written only when it is another one, so that it is announced once and digits are not.
 */

const markup = (page, id) => page.getElementById(id)?.innerHTML;

function takeOver(page) {
  for (const id of ['shown', 'spoken', 'state']) {
    const [here, there] = [document.getElementById(id), page.getElementById(id)];
    if (here === null || there === null || markup(document, id) === markup(page, id)) continue;
    here.replaceChildren(...there.childNodes);
  }
}

let asking = false;
let changedMeanwhile = false;

/** One request at a time; what happens during it is asked for by one more. */
async function follow() {
  changedMeanwhile = true;
  if (asking) return;
  asking = true;
  try {
    while (changedMeanwhile) {
      changedMeanwhile = false;
      const answer = await fetch(location.href);
      if (answer.ok) takeOver(new DOMParser().parseFromString(await answer.text(), 'text/html'));
    }
  } catch {
    // The emulator is away. The stream opens anew when it is back, and the page is asked for then.
  } finally {
    asking = false;
  }
}

const events = new EventSource('/api/events');
events.addEventListener('open', follow);
events.addEventListener('message', follow);
