import { hasMessage } from "./basics.ts";
import type { Scenario } from "./Scenario.ts";

export const settingScenarios: readonly Scenario[] = [
	{
		name: "mode",
		title: "Change of the mode",
		scripts: () => ({ mode: [[{ say: "In another mode." }]] }),
		async play(scene) {
			await scene.changeSetting("mode");
			await scene.run("mode");
		},
		happened: (said) => hasMessage(said, "In another mode."),
	},
	{
		name: "model",
		title: "Change of the model",
		scripts: () => ({ model: [[{ say: "From another model." }]] }),
		async play(scene) {
			await scene.changeSetting("model");
			await scene.run("model");
		},
		happened: (said) => hasMessage(said, "From another model."),
	},
];
