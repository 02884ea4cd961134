"use client";
import { useLabels } from "../../react/labels/useLabels.ts";
import { useFocusHandedOn } from "../focus/useFocusHandedOn.ts";
import { Icon } from "../icon/Icon.tsx";

interface JumpToLatestProps {
	readonly newRows: number;
	readonly onJump: () => void;
}

/** The way back to the end, with how much has come there. */
export function JumpToLatest({ newRows, onJump }: JumpToLatestProps) {
	const labels = useLabels();
	const ref = useFocusHandedOn<HTMLButtonElement>();
	return (
		<button ref={ref} type="button" className="wsc-jump" data-new={newRows > 0 || undefined} onClick={onJump}>
			<Icon name="latest" />
			{newRows > 0 ? labels.newItems(newRows) : labels.jumpToLatest}
		</button>
	);
}
