const MAX_DEPTH = 4;

/**
 * The text inside a tool call's raw output, for agents that tell it nowhere else. Empty when there is none: the raw
 * output can still be shown as JSON.
 *
 * @example
 * extractOutputText({ stdout: "", stderr: "no such file\n", exit_code: 1 }); // "no such file\n"
 */
export function extractOutputText(rawOutput: unknown, depth = MAX_DEPTH): string {
	if (typeof rawOutput === "string") return rawOutput;
	if (typeof rawOutput !== "object" || rawOutput === null || depth === 0) return "";
	const read = (key: string) =>
		Object.hasOwn(rawOutput, key) ? extractOutputText(Reflect.get(rawOutput, key), depth - 1) : "";
	if (Array.isArray(rawOutput)) return rawOutput.map((part) => extractOutputText(part, depth - 1)).join("");
	const command = read("formatted_output") || read("aggregated_output") || read("output");
	const streams = command || read("stdout") + read("stderr");
	return streams || read("content") || read("text") || read("message") || read("result") || read("error");
}
