/**
 * Notes in a page when something happens for the first time, in milliseconds of `performance.now()`. A script that runs
 * before the page's own, and so sees its sockets. `watchMarks(prompt, answer)` starts with two texts:
 *
 * - `enter`: the Enter key was pressed
 * - `sent`: a socket has sent the prompt
 * - `received`: a socket has received the answer
 * - `drawn`: the answer is in the document
 * - `painted`: the frame with the answer is painted
 */
export const MARKS_SCRIPT = `(() => {
	let prompt, answer, marks = {};
	const latin = new TextDecoder("latin1");
	const note = (name) => { marks[name] ??= performance.now(); };
	const textOf = (data) => typeof data === "string" ? data : latin.decode(data);
	const Native = window.WebSocket;
	window.WebSocket = class extends Native {
		constructor(...args) {
			super(...args);
			this.addEventListener("message", ({ data }) => {
				if (answer && textOf(data).includes(answer)) note("received");
			});
		}
		send(data) {
			if (prompt && textOf(data).includes(prompt)) note("sent");
			super.send(data);
		}
	};
	addEventListener("keydown", ({ key }) => { if (key === "Enter") note("enter"); }, true);
	new MutationObserver((records) => {
		if (!answer || marks.drawn || !records.some(({ target }) => target.textContent.includes(answer))) return;
		note("drawn");
		requestAnimationFrame(() => {
			const { port1, port2 } = new MessageChannel();
			port1.onmessage = () => note("painted");
			port2.postMessage(null);
		});
	}).observe(document, { subtree: true, childList: true, characterData: true });
	window.watchMarks = (nextPrompt, nextAnswer) => { prompt = nextPrompt; answer = nextAnswer; marks = {}; };
	window.readMarks = () => marks;
})()`;

/** What `watchMarks` notes. */
export type Marks = Readonly<Partial<Record<"enter" | "sent" | "received" | "drawn" | "painted", number>>>;
