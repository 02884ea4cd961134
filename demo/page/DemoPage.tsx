import { WorkspaceChat, WorkspaceProvider } from "../../src/index.ts";
import { addressFor, canBeOpened, otherUser, type Place } from "./readPlace.ts";
import { ThingsToTry } from "./ThingsToTry.tsx";

interface DemoPageProps {
	readonly place: Place;
	readonly endpoint: string;
}

export function DemoPage({ place, endpoint }: DemoPageProps) {
	const getParams = () => ({ userId: place.user.toLowerCase(), name: place.user });
	return (
		<WorkspaceProvider endpoint={endpoint} getParams={getParams}>
			<div className="demo">
				<header className="demo-header">
					<h1 className="demo-title" title={place.workspaceId}>
						{place.workspaceId}
					</h1>
					<p className="demo-user">
						<span className="demo-user-lead">You are </span>
						<strong>{place.user}</strong>
					</p>
					{canBeOpened(place) && <ThingsToTry workspaceId={place.workspaceId} />}
					<a className="demo-link" href={addressFor(place, otherUser(place))} target="_blank" rel="noreferrer">
						Open as {otherUser(place)}
					</a>
				</header>
				<main className="demo-main">
					<WorkspaceChat workspaceId={place.workspaceId} panel />
				</main>
			</div>
		</WorkspaceProvider>
	);
}
