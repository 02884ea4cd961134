/** Starts with the first user, and stops when the last one has stopped. */
export function countUsers(start: () => () => void): () => () => void {
	let users = 0;
	let stop = () => {};
	return () => {
		let hasStopped = false;
		users += 1;
		if (users === 1) stop = start();
		return () => {
			if (hasStopped) return;
			hasStopped = true;
			users -= 1;
			if (users === 0) stop();
		};
	};
}
