import type { ToolUse } from "../model/script.ts";

// Calls of tools, under the names that the agents have for them.

export function runCommand(command: string): ToolUse {
	return { Bash: { command, description: "Run a command" }, exec_command: { cmd: command } };
}

/** A command that the agent does not wait for. */
export function runInBackground(command: string): ToolUse {
	return {
		Bash: { command, description: "Run a command", run_in_background: true },
		exec_command: { cmd: command, yield_time_ms: 500 },
	};
}

/** @param lines - The text of the new file, by lines. */
export function writeFile(folder: string, name: string, lines: readonly string[]): ToolUse {
	const added = lines.map((line) => `+${line}\n`).join("");
	return {
		Write: { file_path: `${folder}/${name}`, content: lines.map((line) => `${line}\n`).join("") },
		apply_patch: `*** Begin Patch\n*** Add File: ${name}\n${added}*** End Patch\n`,
	};
}

export function readFile(folder: string, name: string): ToolUse {
	return { Read: { file_path: `${folder}/${name}` }, exec_command: { cmd: `cat ${name}` } };
}

export function editLine(folder: string, name: string, change: { from: string; to: string }): ToolUse {
	const { from, to } = change;
	return {
		Edit: { file_path: `${folder}/${name}`, old_string: from, new_string: to },
		apply_patch: `*** Begin Patch\n*** Update File: ${name}\n@@\n-${from}\n+${to}\n*** End Patch\n`,
	};
}

export function viewPicture(folder: string, name: string): ToolUse {
	return { Read: { file_path: `${folder}/${name}` }, view_image: { path: `${folder}/${name}` } };
}

/** The tool of `examples/mcp/onCallServer.mjs`. */
export function askWhoIsOnCall(): ToolUse {
	return { "mcp__on-call__who_is_on_call": {} };
}

const STEPS = ["Read the file", "Write the change", "Run the tests"] as const;

/** A list of three tasks. */
export function listTasks(statuses: readonly string[]): ToolUse {
	const todos = STEPS.map((content, index) => ({ content, activeForm: content, status: statuses[index] }));
	const plan = STEPS.map((step, index) => ({ step, status: statuses[index] }));
	return { TodoWrite: { todos }, update_plan: { plan } };
}

/** One task of a list that the agent builds task by task. */
export function addTask(subject: string): ToolUse {
	return { TaskCreate: { subject, description: subject, activeForm: subject } };
}

export function updateTask(taskId: string, status: string): ToolUse {
	return { TaskUpdate: { taskId, status } };
}
