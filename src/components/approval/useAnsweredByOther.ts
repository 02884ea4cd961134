"use client";
import { useEffect, useRef, useState } from "react";
import type { ApprovalItem } from "../../protocol/index.ts";
import { useApprovals } from "../../react/useApprovals.ts";
import { useTimelineItem } from "../../react/useTimelineItem.ts";
import { useSelf } from "../../react/useYou.ts";

/** Long enough to be read. */
const ANSWERED_SHOWN_MS = 8_000;

/** The permission that waited here a moment ago, until somebody else answered it or its time was over; else null. */
export function useAnsweredElsewhere(): ApprovalItem | null {
	const approvals = useApprovals();
	const you = useSelf();
	const before = useRef(approvals);
	const [id, setId] = useState("");
	useEffect(() => {
		const gone = before.current.filter((item) => !approvals.some((other) => other.id === item.id));
		before.current = approvals;
		setId((known) => gone.at(-1)?.id ?? known);
	}, [approvals]);
	useEffect(() => {
		if (id === "") return;
		const timer = setTimeout(() => setId(""), ANSWERED_SHOWN_MS);
		return () => clearTimeout(timer);
	}, [id]);
	const item = useTimelineItem(id);
	return item?.kind === "approval" && isWorthShowing(item, you?.userId) ? item : null;
}

function isWorthShowing({ state }: ApprovalItem, you: string | undefined): boolean {
	if (state.status === "cancelled") return state.reason === "expired";
	return state.status === "answered" && state.by?.userId !== you;
}
