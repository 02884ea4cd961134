"use client";
import { useLabels } from "../../react/labels/useLabels.ts";
import type { ComposerState } from "../../react/useComposer.ts";

type BusyChoiceProps = Pick<ComposerState, "whenBusy" | "setWhenBusy" | "busyChoices">;

/** What sending does while a turn runs, as the platform's own list under its name. */
export function BusyChoice({ whenBusy, setWhenBusy, busyChoices }: BusyChoiceProps) {
	const { whenBusy: label, busyName, busyMeaning } = useLabels();
	return (
		<span className="wsc-select wsc-busy">
			{busyName[whenBusy]}
			<select
				className="wsc-busy-list"
				aria-label={label}
				title={busyMeaning[whenBusy]}
				value={whenBusy}
				onChange={(event) => setWhenBusy(busyChoices[event.target.selectedIndex] ?? "queue")}
			>
				{busyChoices.map((choice) => (
					<option key={choice} value={choice}>
						{busyMeaning[choice]}
					</option>
				))}
			</select>
		</span>
	);
}
