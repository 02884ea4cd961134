import { type EnginePool, findPool, findTokenRefusal, type PoolChoice } from "./enginePool.ts";
import { type LocalEngine, readEnginePid } from "./localEngine.ts";
import type { Environment, StartProblem } from "./productionProblem.ts";

/** The tokens of Rivet Cloud may be limited to what a server needs, so what they are refused says nothing. */
const isManaged = (endpoint: string) => /(^|\.)rivet\.(dev|gg)$/.test(URL.parse(endpoint)?.hostname ?? "");

/**
 * Whether the engine that answers refuses the token: it is asked for something that needs one. Rivet logs kilobytes of JSON
 * for it, or tries for ever. Null as well when no engine answers.
 *
 * @param local - The engine when it is one that a server starts on this machine.
 */
export async function findTokenProblem(
	endpoint: string,
	{ environment, choice, local }: { environment: Environment; choice?: PoolChoice; local?: LocalEngine | null },
): Promise<StartProblem | null> {
	if (isManaged(endpoint)) return null;
	const pool = findPool(endpoint, environment, choice);
	const status = await findTokenRefusal(pool);
	if (status === null) return null;
	return describe(pool, { environment, status, pid: local ? await readEnginePid(local) : undefined });
}

/** @param pid - Undefined for an engine that no server has started, null when the id of its process is not known. */
function describe(
	{ endpoint, token }: EnginePool,
	{ environment, status, pid }: { environment: Environment; status: number; pid: number | null | undefined },
): StartProblem {
	const { protocol, host } = new URL(endpoint);
	const engine = `${protocol}//${host}`;
	const sets = "Set RIVET_TOKEN to the RIVET__AUTH__ADMIN_TOKEN that the engine was started with";
	const named = token === undefined || token === environment.RIVET_TOKEN;
	const subject = named ? "RIVET_TOKEN" : "the token that its address or serve() has";
	const missing = token === undefined ? " Here RIVET_TOKEN is not set." : "";
	const message = `The engine at ${engine} refuses ${subject} (${status}).${missing}`;
	if (pid === undefined) return { message, hint: `${sets}.` };
	const which = pid === null ? "" : ` (process ${pid})`;
	const end = pid === null ? "end it" : `end it: kill ${pid}`;
	return {
		message: `${message} It runs still, and was started with another token${which}.`,
		hint: `${sets}, or ${end}    (the next start brings another, with the same data)`,
	};
}

/** An engine that the server is about to start will refuse the server. */
export function findOwnTokenProblem(environment: Environment, choice: PoolChoice = {}): StartProblem | null {
	const { RIVET__AUTH__ADMIN_TOKEN: needed = "", RIVET_TOKEN = "" } = environment;
	const own = choice.token ?? RIVET_TOKEN;
	if (needed === "" || own === needed) return null;
	const what = own === "" ? "RIVET_TOKEN is not set" : "RIVET_TOKEN is another one";
	return {
		message: `The engine refuses this server: it needs RIVET__AUTH__ADMIN_TOKEN, and ${what}`,
		hint: TOKEN_HINT,
	};
}

/** How an engine beside the server and the server get the same token. */
export const TOKEN_HINT =
	"RIVET__AUTH__ADMIN_TOKEN=… RIVET_TOKEN=…    twice the same long random text, see docs/deploy.md";
