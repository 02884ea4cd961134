import {
	AssistantRuntimeProvider,
	MessagePrimitive,
	ThreadPrimitive,
	useExternalStoreRuntime,
} from "@assistant-ui/react";
import { AgentTranscript } from "@sandbox-agent/react";
import { useVirtualizer } from "@tanstack/react-virtual";
import { type ComponentType, useRef, useSyncExternalStore } from "react";
import { createRoot } from "react-dom/client";
import { WorkspaceChat } from "../../../../../src/index.ts";
import "../../../../../src/styles.css";
import { countRendered } from "../../countRendered.ts";
import { GrowingList, type Row } from "../../growingList.ts";
import { connectLongWorkspace } from "../../longWorkspace.ts";
import "./list.css";

const parameters = new URLSearchParams(location.search);
const list = new GrowingList(Number(parameters.get("rows")));
const useRows = () => useSyncExternalStore(list.subscribe, list.rows);

function Ours() {
	return <WorkspaceChat workspaceId="acme/long" connect={() => connectLongWorkspace(list)} storage={null} />;
}

/** A virtual list that renders only the last row, of which the text alone. */
function Floor() {
	const viewport = useRef<HTMLDivElement>(null);
	const count = list.rows().length;
	const virtualizer = useVirtualizer({
		count,
		getScrollElement: () => viewport.current,
		estimateSize: () => 24,
		initialOffset: count * 24,
		anchorTo: "end",
		followOnAppend: true,
	});
	return (
		<div ref={viewport} className="viewport">
			<div style={{ position: "relative", height: virtualizer.getTotalSize() }}>
				{virtualizer.getVirtualItems().map(({ index, start }) => (
					<div
						key={index}
						ref={virtualizer.measureElement}
						data-index={index}
						className="row"
						style={{ transform: `translateY(${start}px)` }}
					>
						{index === count - 1 ? <LastText /> : list.rows()[index]?.text}
					</div>
				))}
			</div>
		</div>
	);
}

function LastText() {
	return useSyncExternalStore(list.subscribe, list.last).text;
}

function AssistantUi() {
	const runtime = useExternalStoreRuntime({
		messages: useRows().map(toMessage),
		isRunning: true,
		convertMessage: (message) => message,
		onNew: async () => undefined,
	});
	return (
		<AssistantRuntimeProvider runtime={runtime}>
			<ThreadPrimitive.Root className="viewport">
				<ThreadPrimitive.Viewport className="viewport">
					<ThreadPrimitive.Messages>{renderMessage}</ThreadPrimitive.Messages>
				</ThreadPrimitive.Viewport>
			</ThreadPrimitive.Root>
		</AssistantRuntimeProvider>
	);
}

const renderMessage = () => (
	<MessagePrimitive.Root className="message">
		<MessagePrimitive.Parts />
	</MessagePrimitive.Root>
);

const messages = new WeakMap<Row, { readonly id: string; readonly role: Row["role"]; readonly content: string }>();

/** The same object for the same row, from which assistant-ui sees that it has not changed. */
function toMessage(row: Row) {
	const message = messages.get(row) ?? { id: row.id, role: row.role, content: row.text };
	messages.set(row, message);
	return message;
}

function SandboxAgent() {
	const viewport = useRef<HTMLDivElement>(null);
	return (
		<div ref={viewport} className="viewport">
			<AgentTranscript entries={useRows().map(toEntry)} scrollRef={viewport} virtualize={false} />
		</div>
	);
}

const toEntry = ({ id, role, text }: Row) => ({ id, kind: "message", time: "", role, text }) as const;

const contestants: Readonly<Record<string, ComponentType>> = {
	ours: Ours,
	floor: Floor,
	"assistant-ui": AssistantUi,
	"sandbox-agent": SandboxAgent,
};

/** Adds tokens, one per frame, as an agent's stream does. */
async function stream(tokens: number): Promise<void> {
	for (let token = 0; token < tokens; token++) {
		list.grow();
		await new Promise(requestAnimationFrame);
	}
}

/** How far the end of the list is below what one sees, in pixels. */
function behind(): number {
	const gaps = [...document.querySelectorAll("*")].map((element) => {
		const isScrolled =
			getComputedStyle(element).overflowY === "auto" || getComputedStyle(element).overflowY === "scroll";
		return isScrolled ? element.scrollHeight - element.scrollTop - element.clientHeight : 0;
	});
	return Math.max(0, ...gaps);
}

const root = document.getElementById("root");
const Contestant = contestants[parameters.get("contestant") ?? ""];
if (!root || !Contestant) throw new Error("The page needs ?contestant=…&rows=….");
Object.assign(window, { stream, behind, countRendered: () => countRendered(root) });
createRoot(root).render(<Contestant />);
