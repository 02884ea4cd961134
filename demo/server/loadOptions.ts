import { pathToFileURL } from "node:url";
import type { WorkspaceOptions } from "../../actors/index.ts";
import { DemoError } from "./DemoError.ts";

/**
 * Loads the module of `--options`. `createWorkspace` checks each of them.
 *
 * @throws {DemoError} If it cannot be loaded, or exports no options.
 */
export async function loadOptions(path: string): Promise<Partial<WorkspaceOptions>> {
	const hint = 'It needs a default export, such as: export default { session: { systemPrompt: "Be brief." } };';
	const module: unknown = await import(pathToFileURL(path).href).catch((error: unknown) => {
		throw new DemoError(`The options in ${path} cannot be loaded: ${error}`, hint, { cause: error });
	});
	const options = typeof module === "object" && module !== null && "default" in module ? module.default : null;
	if (typeof options === "object" && options !== null) return options;
	throw new DemoError(`${path} exports no options.`, hint);
}
