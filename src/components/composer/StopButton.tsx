"use client";
import { useTurn } from "../../react/useTurn.ts";
import { useYou } from "../../react/useYou.ts";
import { StopTurn } from "./StopTurn.tsx";

export interface StopButtonProps {
	readonly className?: string | undefined;
}

/** Stops the turn that runs; not there between turns, nor for who may not stop it. */
export function StopButton({ className }: StopButtonProps) {
	const turn = useTurn();
	const allowed = useYou()?.allowed.includes("cancel") ?? false;
	return turn && allowed ? <StopTurn turn={turn} className={className} /> : null;
}
