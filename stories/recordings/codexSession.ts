import type { SessionShown } from "./expectSession.ts";

/** What Codex reports about its session, in this mode and with this model. It gives no title. */
export function codexSession(
	mode: string,
	model = "GPT-5.5 | gpt-5.4 | GPT-5.4-Mini | [gpt-5.3-codex] | gpt-5.2",
): SessionShown {
	return {
		settings: {
			"Approval Preset": mode,
			Model: model,
			"Reasoning Effort": "Low | [Medium] | High | Xhigh",
		},
		commands: { number: 6, one: "/review-branch" },
		usage: "1.3K / 258.4K tokens",
	};
}
