import { Profiler } from "react";
import {
	ApprovalDock,
	Composer,
	QueueDock,
	SessionBar,
	TurnStatus,
	type WorkspaceComponents,
} from "../../src/index.ts";

const DOCKS = { SessionBar, TurnStatus, ApprovalDock, QueueDock, Composer };

/** The parts around the timeline, each in a profiler of the same name. */
export function profiledDocks(onRender: (name: string) => void): Partial<WorkspaceComponents> {
	const profiled = Object.entries(DOCKS).map(([name, Dock]) => [
		name,
		() => (
			<Profiler id={name} onRender={onRender}>
				<Dock />
			</Profiler>
		),
	]);
	return Object.fromEntries(profiled);
}
