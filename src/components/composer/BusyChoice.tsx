"use client";
import { useLabels } from "../../react/labels/useLabels.ts";
import type { ComposerState } from "../../react/useComposer.ts";

type WhenBusySelectProps = Pick<ComposerState, "whenBusy" | "setWhenBusy" | "whenBusyOptions">;

/** What sending does while a turn runs, as the platform's own list under its name. */
export function WhenBusySelect({ whenBusy, setWhenBusy, whenBusyOptions }: WhenBusySelectProps) {
	const { whenBusy: label, whenBusyName, whenBusyDescription } = useLabels();
	return (
		<span className="wsc-select wsc-busy">
			{whenBusyName[whenBusy]}
			<select
				className="wsc-busy-list"
				aria-label={label}
				title={whenBusyDescription[whenBusy]}
				value={whenBusy}
				onChange={(event) => setWhenBusy(whenBusyOptions[event.target.selectedIndex] ?? "queue")}
			>
				{whenBusyOptions.map((choice) => (
					<option key={choice} value={choice}>
						{whenBusyDescription[choice]}
					</option>
				))}
			</select>
		</span>
	);
}
