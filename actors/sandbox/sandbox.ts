/** A sandbox that answers, and how to talk to the sandbox-agent server in it. */
export interface Sandbox {
	/** `<provider>/<id>`, by which it is found again; null for an address without a name. */
	readonly sandboxId: string | null;
	/** It was made just now, so nothing of what was in the last one is in it. */
	readonly isNew: boolean;
	readonly baseUrl: string;
	readonly fetch: typeof fetch;
	readonly token: string | undefined;
	readonly headers: Readonly<Record<string, string>>;
	/** Where the agent works unless it is told otherwise; undefined leaves it to the SDK. */
	readonly defaultCwd: string | undefined;
	/** Starts the server in the sandbox again if it does not run. */
	ensureServer(): Promise<void>;
	/** Removes a sandbox that was made just now and turned out useless. Never rejects. */
	discard(): Promise<void>;
}
