import { render, screen, waitFor, within } from "@testing-library/react";
import { expect, test } from "vitest";
import { transcriptMarkdown } from "../../src/components/transcript/transcriptMarkdown.ts";
import { titleWithRelativePaths } from "../../src/core/paths.ts";
import { DiffView } from "../../src/diff.ts";
import { ApprovalCard, english, ToolCallCard } from "../../src/index.ts";
import type { ApprovalItem, Session, ToolCall } from "../../src/protocol/index.ts";
import { PartPage } from "../../stories/fixtures/PartPage.tsx";
import { session } from "../../stories/fixtures/people.ts";
import * as sample from "../../stories/fixtures/sampleItems.ts";

const APP = "/workspace/src/app.ts";
const HOSTS = "/etc/hosts";
const editOf = (path: string, title = "Edit"): ToolCall => ({
	...sample.editCall,
	title,
	locations: [{ path }],
	content: [{ type: "diff", path, oldText: "a\n", newText: "b\n" }],
});
const asking = (call: ToolCall): ApprovalItem => ({ ...sample.editApproval, toolCall: { ...call, status: "pending" } });

function renderApproval(call: ToolCall, cwd: Session["cwd"] = "/workspace") {
	render(
		<PartPage state={{ session: { ...session, cwd } }}>
			<ApprovalCard item={asking(call)} />
		</PartPage>,
	);
	return screen.findByRole("region", { name: /wants to/ });
}

test("a permission request shows a path relative to the working directory, and the full path as a tooltip", async () => {
	const card = within(await renderApproval(editOf(APP)));
	await waitFor(() => expect(card.getAllByTitle(APP)[0]).toHaveTextContent(/^src\/app\.ts$/));
	expect(card.queryByText(english.outsideWorkingDirectory)).not.toBeInTheDocument();
});

test("a permission request for a file outside says so, and shows the full path", async () => {
	const card = within(await renderApproval(editOf(HOSTS, "Edit hosts")));
	const warning = (await card.findByText(english.outsideWorkingDirectory)).parentElement;
	expect(warning).toHaveTextContent(HOSTS);
});

test.each(["/workspace/../etc/hosts", "/workspace-evil/app.ts", "../keys"])(
	"a permission for %s is one for a file elsewhere",
	async (path) => {
		const card = within(await renderApproval(editOf(path)));
		expect((await card.findByText(english.outsideWorkingDirectory)).parentElement).toHaveTextContent(path);
	},
);

test("paths are unchanged if the working directory is not known", async () => {
	const card = within(await renderApproval(editOf(APP), null));
	expect((await card.findAllByTitle(APP))[0]).toHaveTextContent(APP);
	expect(card.queryByText(english.outsideWorkingDirectory)).not.toBeInTheDocument();
});

test("the title of a call has the relative path of its file, and the original title as a tooltip", async () => {
	const title = `Edit ${APP}`;
	render(
		<PartPage>
			<ToolCallCard item={{ ...sample.editCall, ...editOf(APP, title) }} />
		</PartPage>,
	);
	await waitFor(() => expect(screen.getByTitle(title)).toHaveTextContent(/^Edit src\/app\.ts$/));
});

test("only full paths of the call's own locations are shortened in a title, and commands are unchanged", () => {
	const titleOf = (title: string, change: Partial<ToolCall> = {}) =>
		titleWithRelativePaths({ ...editOf(APP, title), ...change }, "/workspace");
	expect(titleOf(`Read \`${APP}\`, ${APP}:3 (${APP})`)).toBe("Read `src/app.ts`, src/app.ts:3 (src/app.ts)");
	for (const title of [`Read ${APP}.bak`, `Read /mnt${APP}`, "Read /workspace/other.ts", `Read ${APP}/x`])
		expect(titleOf(title)).toBe(title);
	expect(titleOf(`rm ${APP}`, { toolKind: "execute" })).toBe(`rm ${APP}`);
});

test("a call outside of the working directory shows the full path, whatever its title is", async () => {
	render(
		<PartPage>
			<ToolCallCard item={{ ...sample.editCall, ...editOf(HOSTS, "Edit hosts") }} />
		</PartPage>,
	);
	expect(await screen.findByTitle(HOSTS)).toHaveTextContent(HOSTS);
});

test("a diff shows the given path, and the full path as a tooltip", () => {
	render(<DiffView path="src/app.ts" fullPath={APP} oldText={"a\n"} newText={"b\n"} />);
	expect(screen.getByTitle(APP)).toHaveTextContent(/^src\/app\.ts$/);
});

test("copied Markdown has paths relative to the working directory", () => {
	const call = { ...sample.editCall, ...editOf(APP, `Edit ${APP}`) };
	const hosts = { ...sample.editCall, ...editOf(HOSTS), id: "hosts", toolCallId: "hosts" };
	const text = transcriptMarkdown([call, hosts], english, "claude", "/workspace");
	expect(text).toBe(`## Claude\n\n- **Edit** Edit src/app.ts (Done)\n- **Edit** Edit \`${HOSTS}\` (Done)\n`);
});
