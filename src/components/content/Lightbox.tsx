"use client";

import { type ReactNode, useEffect, useRef } from "react";
import { useLabels } from "../../react/labels/LabelsProvider.tsx";
import { Icon } from "../primitives/Icon.tsx";

interface LightboxProps {
	/** What is shown, for assistive technology. */
	readonly label: string;
	/** Render it no longer. */
	readonly onClose: () => void;
	/** A picture with the class `wsc-lightbox-picture`, and what there is to say about it. */
	readonly children: ReactNode;
}

/** A picture over the whole page. A click anywhere closes it, and so does Escape. Closing moves the focus back. */
export function Lightbox({ label, onClose, children }: LightboxProps) {
	const labels = useLabels();
	const dialog = useRef<HTMLDialogElement>(null);
	useEffect(() => dialog.current?.showModal(), []);
	const close = () => {
		dialog.current?.close();
		// Its event comes later, and must not close the next one.
		onClose();
	};
	return (
		<dialog ref={dialog} className="wsc-lightbox" aria-label={label} onClose={onClose}>
			<button type="button" className="wsc-lightbox-close" aria-label={labels.close} onClick={close}>
				{children}
				<span className="wsc-lightbox-mark">
					<Icon name="close" />
				</span>
			</button>
		</dialog>
	);
}
