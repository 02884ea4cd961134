import { type ExistingSandboxOptions, findExistingSandbox } from "./knownSandbox.ts";

/**
 * Pauses or stops the sandbox, so that it costs nothing until it is needed again.
 *
 * @returns False where there is none, or where its provider cannot do it without losing what is in it.
 */
export async function pauseSandbox(options: ExistingSandboxOptions): Promise<boolean> {
	const known = await findExistingSandbox(options);
	if (!known?.provider.pause) return false;
	await known.provider.pause(known.id);
	return true;
}
