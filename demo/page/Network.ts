import type { ConnectWorkspace } from "../../src/index.ts";
import { connectRivet } from "../../src/rivet/index.ts";

interface NetworkOptions {
	readonly endpoint: string;
	/** What the server is told about the person. */
	readonly getParams: () => unknown;
}

/** The network of one window, which can be cut and restored. Without it nothing gets through, as on a train. */
export class Network {
	readonly #options: NetworkOptions;
	readonly #lose = new Set<() => void>();
	#isCut = false;

	constructor(options: NetworkOptions) {
		this.#options = options;
	}

	/** For `<WorkspaceProvider>`. */
	readonly connect =
		(workspaceId: string): ConnectWorkspace =>
		(listener) => {
			if (this.#isCut) return { call: () => new Promise(() => {}), close: () => {} };
			const connection = connectRivet({ ...this.#options, workspaceId })(listener);
			const lose = () => {
				connection.close();
				listener.onLost();
			};
			this.#lose.add(lose);
			return {
				call: (action, request, options) => connection.call(action, request, options),
				close: () => {
					this.#lose.delete(lose);
					connection.close();
				},
			};
		};

	cut(): void {
		this.#isCut = true;
		for (const lose of this.#lose) lose();
		this.#lose.clear();
	}

	restore(): void {
		this.#isCut = false;
	}
}
