const text = (value: string) => ({ type: "text", text: value });

const select = {
	id: "model",
	name: "Model",
	category: "model",
	type: "select",
	currentValue: "s",
	options: [{ value: "s", name: "Small" }],
};

const diff = { type: "diff", path: "/a.ts", oldText: "a\n", newText: "b\n" };

/** One update of each kind in ACP, as specified. */
export const sampleUpdates = [
	{ sessionUpdate: "user_message_chunk", content: text("Hi") },
	{ sessionUpdate: "agent_message_chunk", content: text("Hello. "), messageId: "m-1" },
	{ sessionUpdate: "agent_message_chunk", content: { type: "image", data: "AAAA", mimeType: "image/png" } },
	{ sessionUpdate: "agent_message_chunk", content: { type: "resource_link", uri: "file:///a", name: "a", size: 3 } },
	{ sessionUpdate: "agent_message_chunk", content: { type: "resource", resource: { uri: "file:///a", text: "A" } } },
	{ sessionUpdate: "agent_thought_chunk", content: text("Hm. ") },
	{
		sessionUpdate: "tool_call",
		toolCallId: "call-1",
		title: "Run",
		kind: "execute",
		status: "pending",
		rawInput: { a: 1 },
	},
	{
		sessionUpdate: "tool_call",
		toolCallId: "call-2",
		title: "Edit",
		kind: "edit",
		status: "in_progress",
		content: [diff],
	},
	{ sessionUpdate: "tool_call_update", toolCallId: "call-1", status: "completed", rawOutput: { stdout: "out" } },
	{ sessionUpdate: "tool_call_update", toolCallId: "call-2", locations: [{ path: "/a.ts", line: 1 }], content: [diff] },
	{
		sessionUpdate: "tool_call_update",
		toolCallId: "call-3",
		status: "failed",
		content: [
			{ type: "content", content: text("No") },
			{ type: "terminal", terminalId: "t" },
		],
	},
	{ sessionUpdate: "plan", entries: [{ content: "Read", priority: "high", status: "in_progress" }] },
	{ sessionUpdate: "plan_update", plan: { type: "markdown", planId: "p-1", content: "# Plan" } },
	{ sessionUpdate: "plan_removed", planId: "p-1" },
	{ sessionUpdate: "notice", severity: "warning", title: "A tool is unavailable", description: "Going on without it." },
	{ sessionUpdate: "compaction_update", compactionId: "c-1", status: "in_progress" },
	{ sessionUpdate: "compaction_summary_chunk", compactionId: "c-1", content: text("So far: …") },
	{ sessionUpdate: "compaction_update", compactionId: "c-1", status: "completed" },
	{
		sessionUpdate: "available_commands_update",
		availableCommands: [{ name: "init", description: "", input: { hint: "x" } }],
	},
	{ sessionUpdate: "current_mode_update", currentModeId: "s" },
	{ sessionUpdate: "config_option_update", configOptions: [select, { ...select, category: "mode" }] },
	{ sessionUpdate: "session_info_update", title: "Title" },
	{ sessionUpdate: "usage_update", used: 1, size: 2, cost: { amount: 0.1, currency: "USD" } },
	{ sessionUpdate: "git_patch", reason: "not in this version" },
];

export const samplePermissionRequest = {
	toolCall: { toolCallId: "call-2", title: "Edit", kind: "edit", content: [diff] },
	options: [
		{ optionId: "yes", name: "Yes", kind: "allow_once" },
		{ optionId: "no", name: "No", kind: "reject_once" },
	],
};
