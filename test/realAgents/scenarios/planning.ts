import { hasCall, hasMessage } from "./basics.ts";
import type { Scenario } from "./Scenario.ts";
import { addTask, listTasks, readFile, runCommand, updateTask } from "./tools.ts";

const QUESTION = {
	question: "Which database do we use?",
	header: "Database",
	options: [
		{ label: "Postgres", description: "A server" },
		{ label: "SQLite", description: "A file" },
	],
};

export const planningScenarios: readonly Scenario[] = [
	{
		name: "tasks",
		title: "List of tasks",
		agents: ["claude"],
		scripts: () => ({
			tasks: [
				[{ use: { ...listTasks(["in_progress", "pending", "pending"]), ...addTask("Read the file") } }],
				[{ use: { ...listTasks(["completed", "in_progress", "pending"]), ...updateTask("1", "in_progress") } }],
				[{ use: { ...listTasks(["completed", "completed", "completed"]), ...updateTask("1", "completed") } }],
				[{ say: "All is done." }],
			],
		}),
		happened: (said) => said.some(({ kind }) => kind === "plan"),
	},
	{
		name: "plan-approval",
		title: "Approval of a plan",
		agents: ["claude"],
		scripts: () => ({
			"plan-approval": [
				[
					{ say: "This is my plan. " },
					{ use: { ExitPlanMode: { plan: "# Plan\n\n1. Read the file\n2. Run the tests" } } },
				],
				[{ say: "Then I begin." }],
			],
		}),
		async play(scene) {
			await scene.changeSetting("mode", "plan");
			await scene.run("plan-approval");
		},
		happened: (said) => said.some((one) => one.kind === "permission" && one.answer?.startsWith("allow")),
	},
	{
		name: "question",
		title: "Question to the people",
		scripts: () => ({
			question: [
				[
					{
						use: {
							AskUserQuestion: { questions: [{ ...QUESTION, multiSelect: false }] },
							request_user_input: { questions: [{ ...QUESTION, id: "database" }] },
						},
					},
				],
				[{ say: "Thank you." }],
			],
		}),
		async play(scene) {
			await scene.isReady();
			// Codex asks only while it plans.
			if (scene.hasSetting("collaboration_mode")) await scene.changeSetting("collaboration_mode", "plan");
			await scene.run("question");
		},
		happened: (said) => said.some((one) => one.kind === "question" && one.answer.startsWith("accept")),
	},
	{
		name: "subagent",
		title: "Subagent",
		agents: ["claude"],
		scripts: (folder) => ({
			subagent: [
				[{ say: "I delegate it. " }, { use: delegate("Look around", "Please play:subagent-work") }],
				[{ say: "The helper is done." }],
			],
			"subagent-work": [
				[{ say: "I am the helper. " }, { use: runCommand("echo from the helper > found.txt") }],
				[{ use: readFile(folder, "found.txt") }],
				[{ say: "I found it." }],
			],
		}),
		happened: (said) =>
			hasCall(said, ({ output }) => output.includes("from the helper")) && hasMessage(said, "is done"),
	},
];

function delegate(description: string, prompt: string) {
	const input = { description, prompt, subagent_type: "general-purpose" };
	return { Agent: input, Task: input };
}
