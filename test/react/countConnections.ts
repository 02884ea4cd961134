import type { ConnectWorkspace } from "../../src/core/index.ts";

/** Counts the connections that were made, and those that are open. */
export function countConnections(connect: ConnectWorkspace) {
	const count = { made: 0, open: 0 };
	const counted: ConnectWorkspace = (listener) => {
		count.made += 1;
		count.open += 1;
		const connection = connect(listener);
		return {
			call: connection.call,
			close() {
				count.open -= 1;
				connection.close();
			},
		};
	};
	return { count, connect: counted };
}
