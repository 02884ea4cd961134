import { hasMessage } from "./basics.ts";
import type { Scenario } from "./Scenario.ts";

export const failureScenarios: readonly Scenario[] = [
	failure("not-signed-in", "Key that the model refuses (401)", 401, "This key is not valid."),
	failure("model-fails", "Error of the model (500)", 500, "The model has failed."),
	failure("model-overloaded", "Overloaded model (529)", 529, "Too many people use the model."),
	{
		name: "agent-killed",
		title: "Agent killed, and the session resumed",
		scripts: () => ({
			"before-kill": [[{ say: "I remember it." }]],
			"after-kill": [[{ say: "I am here again." }]],
		}),
		async play(scene) {
			await scene.run("before-kill");
			await scene.killAgent();
			await scene.run("after-kill");
		},
		happened: (said) => hasMessage(said, "I remember it.") && hasMessage(said, "I am here again."),
	},
];

function failure(name: string, title: string, status: number, message: string): Scenario {
	return {
		name,
		title,
		scripts: () => ({ [name]: [[{ fail: { status, message } }]] }),
		happened: (said) => said.some(({ kind }) => kind === "prompt"),
	};
}
