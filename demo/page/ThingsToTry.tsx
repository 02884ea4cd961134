import { useId } from "react";
import { useWorkspaceStore } from "../../src/index.ts";
import { THINGS } from "./things.ts";

/** Scripts of the demo agent; a click sends one as a prompt. */
export function ThingsToTry({ workspaceId }: { readonly workspaceId: string }) {
	const id = useId();
	const store = useWorkspaceStore(workspaceId);
	// A refused prompt stays in the outbox, where the chat shows it with its error.
	const send = (text: string) => void store.prompt(text).catch(() => {});
	return (
		<>
			<button className="demo-link" type="button" popoverTarget={id}>
				Try…
			</button>
			<div className="demo-things" id={id} popover="auto">
				{THINGS.map(({ text, shows }) => (
					<button
						className="demo-thing"
						key={text}
						type="button"
						popoverTarget={id}
						popoverTargetAction="hide"
						onClick={() => send(text)}
					>
						<code>{text}</code> {shows}
					</button>
				))}
			</div>
		</>
	);
}
