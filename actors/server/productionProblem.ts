/** What keeps a server from starting, and what to do about it. */
export interface StartProblem {
	/** What happened, and why it matters. */
	readonly message: string;
	/** What to do: sentences, or one command a line. */
	readonly hint: string;
}

/** The environment variables of a process. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** What the host has decided in code. */
export interface EngineChoice {
	readonly endpoint?: string | undefined;
	readonly startEngine?: boolean | undefined;
	readonly envoy?: { readonly version?: number | undefined } | undefined;
}

/** The engine that the server is told to use; null for one that is started beside it. */
export function findEndpoint(environment: Environment, { endpoint }: EngineChoice = {}): string | null {
	return endpoint ?? (environment.RIVET_ENGINE || environment.RIVET_ENDPOINT || null);
}

const PROXY_VARIABLES = ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"];

/** Whether requests of this process reach the engine as Rivet does, which goes through a proxy of the environment. */
export function reachesEngineDirectly(environment: Environment): boolean {
	return !PROXY_VARIABLES.some((name) => environment[name]);
}

const ENDPOINT_PROTOCOLS = ["http:", "https:", "ws:", "wss:"];

/** An address of the engine that is none. */
export function findEndpointProblem(environment: Environment, choice: EngineChoice = {}): StartProblem | null {
	const endpoint = findEndpoint(environment, choice);
	if (endpoint === null || ENDPOINT_PROTOCOLS.includes(URL.parse(endpoint)?.protocol ?? "")) return null;
	return {
		message: `The engine’s address is “${endpoint}”, which does not start with http:// or https://.`,
		hint: "RIVET_ENDPOINT=http://127.0.0.1:6420    the whole address",
	};
}

/** What is missing in production: Rivet only logs it, and the process ends with exit code 0. */
export function findProductionProblem(environment: Environment, choice: EngineChoice = {}): StartProblem | null {
	if (environment.NODE_ENV !== "production") return null;
	const endpoint = findEndpoint(environment, choice);
	const startsEngine = choice.startEngine ?? environment.RIVET_RUN_ENGINE === "1";
	if (endpoint === null && !startsEngine) return NO_ENGINE;
	if (endpoint !== null && startsEngine) return TWO_ENGINES;
	// A single server that is replaced with its engine has no older one beside it.
	if (endpoint === null || choice.envoy?.version !== undefined) return null;
	return isVersion(environment.RIVET_ENVOY_VERSION) ? null : noVersion(environment.RIVET_ENVOY_VERSION);
}

const NO_ENGINE: StartProblem = {
	message: "With NODE_ENV=production no Rivet engine is started by default, and no other one was given.",
	hint: [
		"RIVET_RUN_ENGINE=1         starts one beside this process: for a single server",
		"RIVET_ENDPOINT=http://…    uses one that runs already: for several servers, and for Rivet Cloud",
	].join("\n"),
};

const TWO_ENGINES: StartProblem = {
	message: "Both RIVET_RUN_ENGINE=1 and an endpoint are set, but a server uses one engine.",
	hint: "Remove RIVET_RUN_ENGINE to use the engine of RIVET_ENDPOINT.",
};

function noVersion(value: string | undefined): StartProblem {
	return {
		message:
			value === undefined || value === ""
				? "RIVET_ENVOY_VERSION is not set. By it the engine knows the newer server of a deploy, and moves workspaces to it."
				: `RIVET_ENVOY_VERSION is “${value}”, which is not a whole number from 1 to ${MAX_VERSION}.`,
		hint: "RIVET_ENVOY_VERSION=$(date +%s)    a number that grows with each release; all servers of a release have the same",
	};
}

const MAX_VERSION = 4_294_967_295;

function isVersion(value: string | undefined): boolean {
	return /^[1-9]\d*$/.test(value ?? "") && Number(value) <= MAX_VERSION;
}
