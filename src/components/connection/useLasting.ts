"use client";
import { useEffect, useState } from "react";

/** Whether something has been true for `ms` without a break. */
export function useLasting(value: boolean, ms: number): boolean {
	const [lasting, setLasting] = useState(false);
	useEffect(() => {
		if (!value) return;
		const timer = setTimeout(() => setLasting(true), ms);
		return () => {
			clearTimeout(timer);
			setLasting(false);
		};
	}, [value, ms]);
	return lasting;
}
