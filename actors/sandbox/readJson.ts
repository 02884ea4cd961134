import * as v from "valibot";
import { SessionError } from "../session/SessionError.ts";
import { sandboxFailed, sandboxUnreachable } from "../session/sessionFaults.ts";
import { readByteRange } from "./readBytes.ts";

/** A server keeps up to 10 MiB of what a process prints, and sends it as base64. */
const MAX_JSON_BYTES = 16 * 1_048_576;

/**
 * Reads an answer of the sandbox-agent server that should be JSON of a kind.
 *
 * @throws {SessionError} `sandbox_failed` when it is not, or is too large; `sandbox_unreachable` when it breaks off.
 */
export async function readJsonBody<const Schema extends v.GenericSchema>(
	response: Response,
	schema: Schema,
): Promise<v.InferOutput<Schema>> {
	const { bytes, isEnd } = await readByteRange(response, { skip: 0, take: MAX_JSON_BYTES }).catch((error: unknown) => {
		throw new SessionError(sandboxUnreachable("the answer broke off"), { cause: error });
	});
	if (!isEnd) throw new SessionError(sandboxFailed("the sandbox's answer is too large"));
	try {
		return v.parse(schema, JSON.parse(new TextDecoder().decode(bytes)));
	} catch (error) {
		throw new SessionError(sandboxFailed("the sandbox's answer could not be read"), { cause: error });
	}
}
