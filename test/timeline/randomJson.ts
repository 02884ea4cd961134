// Words with a meaning in ACP, so that random JSON sometimes passes the first check.
const KEYS =
	"sessionUpdate content text type toolCallId title kind status locations path line rawInput rawOutput entries priority used size cost messageId configOptions modes currentModeId options optionId name id __proto__ constructor";
const STRINGS =
	"agent_message_chunk agent_thought_chunk tool_call tool_call_update plan usage_update session_info_update config_option_update available_commands_update text image diff terminal content select boolean completed in_progress pending execute edit call-1 call-2 a";

/** Random JSON, at most `depth` deep, with words of ACP in right and wrong places. */
export function randomJson(random: () => number, depth: number): unknown {
	const pick = <T>(values: readonly T[]) => values[Math.floor(random() * values.length)];
	const many = <T>(make: () => T) => Array.from({ length: Math.floor(random() * 5) }, make);
	const key = () => pick(KEYS.split(" ")) ?? "";
	const entry = (): [string, unknown] => [key(), randomJson(random, depth - 1)];
	const scalar = () => pick<unknown>([null, true, -1, 0.5, 1e21, "", "👋\u0000", ...STRINGS.split(" ")]);
	if (depth === 0 || random() < 0.3) return scalar();
	return random() < 0.4 ? many(() => randomJson(random, depth - 1)) : Object.fromEntries(many(entry));
}
