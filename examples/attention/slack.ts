import type { AttentionReport, OnAttention } from "workspace-chat/actors";

export interface SlackOptions {
	/** The address of an "incoming webhook". It is a secret. */
	readonly webhookUrl: string;
	/** The address of the page that shows a workspace. */
	pageOf(workspaceId: string): string;
	/** How often a permission or a question that still waits is repeated, in milliseconds. Default: 10 minutes. */
	readonly remindEveryMs?: number;
}

const TITLES: Readonly<Record<string, string>> = {
	approval: "A permission waits",
	question: "A question waits",
	suggestion: "A suggestion waits",
	wheel_request: "A request for the wheel",
	turn_finished: "A turn has finished",
	turn_failed: "A turn has failed",
	mention: "A mention",
	prompt_stuck: "A prompt is stuck",
};

/** What is reminded of until somebody answers. */
const REMINDED: ReadonlySet<string> = new Set(["approval", "question"]);

/**
 * Writes to Slack what waits for people, reminds of it, and says when it is settled. Reminders are in the memory of this
 * process: after a restart, what waited before is not repeated, but its end is still said.
 */
export function reportToSlack({ webhookUrl, pageOf, remindEveryMs = 600_000 }: SlackOptions): OnAttention {
	const reminders = new Map<string, NodeJS.Timeout>();

	async function post(text: string): Promise<void> {
		const headers = { "content-type": "application/json" };
		const body = JSON.stringify({ text });
		const response = await fetch(webhookUrl, { method: "POST", headers, body, signal: AbortSignal.timeout(5_000) });
		// What is thrown is logged, and the report comes again.
		if (!response.ok) throw new Error(`Slack answered with ${response.status}.`);
	}

	return async function onAttention(report) {
		const key = `${report.workspaceId} ${report.id}`;
		if (report.state === "settled") {
			clearInterval(reminders.get(key));
			reminders.delete(key);
			if (!REMINDED.has(report.kind)) return;
			const by = report.settledBy ? ` by ${escapeText(report.settledBy.name)}` : "";
			return post(`Settled${by}: ${escapeText(report.text)}`);
		}
		// A report may come twice, after a crash or an error.
		if (reminders.has(key)) return;
		// Whoever has the page open sees it there. What waits for a role may wait for nobody whom the workspace knows.
		const isSeen = report.people.length > 0 && report.people.every(({ isConnected }) => isConnected);
		if (!REMINDED.has(report.kind) && isSeen) return;
		await post(describe(report, pageOf));
		if (!REMINDED.has(report.kind)) return;
		const remind = () => void post(`Still waiting: ${describe(report, pageOf)}`).catch(console.error);
		reminders.set(key, setInterval(remind, remindEveryMs).unref());
	};
}

function describe(report: AttentionReport, pageOf: SlackOptions["pageOf"]) {
	const { kind, text, role, people, by, about, workspaceId, itemId } = report;
	const names = people.map(({ name }) => escapeText(name)).join(", ");
	const whom = names === "" ? `anybody who is ${role}` : names;
	const title = `${TITLES[kind] ?? kind}${by && kind === "mention" ? ` by ${escapeText(by.name)}` : ""}`;
	const target = about?.kind === "approval" ? ` about the permission “${escapeText(about.text)}”` : "";
	const page = `${pageOf(workspaceId)}${itemId === null ? "" : `#item-${itemId}`}`;
	return `${title}${target} for ${whom}: ${escapeText(text)}\n<${page}|Open>`;
}

/** The text is the agent's or a person's: Slack must not read a link or a mention in it. */
function escapeText(text: string): string {
	return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
