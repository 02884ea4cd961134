import { request } from "node:http";

export type Headers = Readonly<Record<string, string>>;

/** A workspace, as somebody without Rivet's client reaches it. */
export interface RawTarget {
	/** The address of the engine. */
	readonly endpoint: string;
	readonly actorId: string;
	/** Connection params. Default: none. */
	readonly params?: unknown;
}

interface Answer {
	readonly status: number;
	readonly body: string;
}

/** One action without a connection, with headers that `fetch` would not let us write. */
export function callWithHeaders(
	{ endpoint, actorId, params }: RawTarget,
	name: string,
	headers: Headers,
): Promise<Answer> {
	const { port } = new URL(endpoint);
	const path = `/gateway/${actorId}/action/${name}`;
	const ofParams = params === undefined ? {} : { "x-rivet-conn-params": JSON.stringify(params) };
	const all = { "content-type": "application/json", "x-rivet-encoding": "json", ...ofParams, ...headers };
	return new Promise((resolve, reject) => {
		const sent = request({ host: "127.0.0.1", port, path, method: "POST", headers: all }, async (response) => {
			const body = (await response.toArray()).join("");
			resolve({ status: response.statusCode ?? 0, body });
		});
		sent.once("error", reject);
		sent.end(JSON.stringify({ args: [] }));
	});
}

const HANDSHAKE = {
	connection: "Upgrade",
	upgrade: "websocket",
	"sec-websocket-version": "13",
	"sec-websocket-key": "d29ya3NwYWNlLWNoYXQuLg==",
	"sec-websocket-protocol": "rivet, rivet_encoding.json",
};

/** The first frame that a WebSocket gets: the workspace's greeting, or why it is closed. A server's frames are readable. */
export function openSocketWithHeaders({ endpoint, actorId }: RawTarget, headers: Headers): Promise<string> {
	const { port } = new URL(endpoint);
	const path = `/gateway/${actorId}/connect`;
	return new Promise((resolve, reject) => {
		const sent = request({ host: "127.0.0.1", port, path, headers: { ...HANDSHAKE, ...headers } });
		sent.once("upgrade", (_response, socket, head) => {
			const show = (data: Buffer) => {
				resolve(data.toString());
				socket.destroy();
			};
			if (head.length > 0) show(head);
			else socket.once("data", show);
		});
		sent.once("response", ({ statusCode }) => resolve(`status ${statusCode}`));
		sent.once("error", reject);
		sent.end();
	});
}
