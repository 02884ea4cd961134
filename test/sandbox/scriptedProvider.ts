import type { SandboxProvider } from "../../actors/sandbox/index.ts";

export interface ScriptedProvider extends SandboxProvider {
	readonly calls: string[];
}

/** A provider whose sandboxes are all the same server, and which records the calls it gets. */
export function scriptedProvider(
	baseUrl: string,
	token: string,
	changes: Partial<SandboxProvider> = {},
): ScriptedProvider {
	const calls: string[] = [];
	let made = 0;
	const provider = {
		calls,
		name: "scripted",
		create: async () => `made-${++made}`,
		destroy: async () => undefined,
		reconnect: async () => undefined,
		getUrl: async () => baseUrl,
		getToken: async () => token,
		...changes,
	};
	return recordCalls(provider, calls);
}

function recordCalls(provider: ScriptedProvider, calls: string[]): ScriptedProvider {
	return new Proxy(provider, {
		get(target, name, receiver) {
			const member: unknown = Reflect.get(target, name, receiver);
			if (typeof member !== "function") return member;
			return (...values: unknown[]) => {
				calls.push([String(name), ...values].join(" "));
				return Reflect.apply(member, target, values);
			};
		},
	});
}
