import { cx } from "./classes";
import type { PersonIndex } from "./mark";

export type Seat = { person: PersonIndex; state?: "here" } | { person?: undefined; state: "expected" };

interface RingProps {
  /** What the ring says by itself. */
  state?: "plain" | "loading" | "error" | "offline" | "ended";
  /** Loading: the part that is here, 0 to 1. Leave it out while it is unknown. */
  share?: number;
  /** From the near start to the near end, then around the back; at most six. */
  seats?: readonly Seat[];
  /** Width in px; the drawing keeps its form. */
  width?: number;
  /** Optical alignment with text at the start edge. */
  flush?: boolean;
  className?: string;
}

const CENTRE = { x: 110, y: 50 };
const RADIUS = { x: 92, y: 30 };

/** Angles of the seats in degrees, clockwise from the end side: near start, near end, far start, … */
const SEAT_ANGLES = [130.7, 47.6, 218, 322, 90, 270];

function seatAt(index: number): { x: number; y: number } {
  const angleRad = ((SEAT_ANGLES[index] ?? 90) * Math.PI) / 180;
  return {
    x: Math.round((CENTRE.x + RADIUS.x * Math.cos(angleRad)) * 10) / 10,
    y: Math.round((CENTRE.y + RADIUS.y * Math.sin(angleRad)) * 10) / 10,
  };
}

/** Place, drawn: an ellipse on the floor and the people on it. Says nothing aloud; the words beside it do. */
export function Ring({ state = "plain", share, seats = [], width = 220, flush = false, className }: RingProps) {
  return (
    <svg
      width={width}
      height={(width * 96) / 220}
      viewBox="0 0 220 96"
      aria-hidden="true"
      focusable="false"
      className={cx("ring-drawing", flush && "ring-flush", className)}
    >
      <g className="ring-turns">
        <Floor state={state} />
        {state === "loading" && share !== undefined && share > 0 && (
          <path className="ring-share" pathLength={1} strokeDasharray={`${Math.min(1, share).toFixed(3)} 2`} d="M18 50A92 30 0 1 1 202 50A92 30 0 1 1 18 50" />
        )}
        {seats.slice(0, SEAT_ANGLES.length).map((seat, index) => (
          <SeatMark key={index} seat={seat} {...seatAt(index)} />
        ))}
      </g>
      {state === "error" && <path className="ring-cross" d="M103 13l14 14M117 13l-14 14" />}
      {state === "ended" && <path className="ring-tick" d="m99.6 50.4 7.8 7.8 16.2-18.6" />}
    </svg>
  );
}

function Floor({ state }: { state: NonNullable<RingProps["state"]> }) {
  if (state === "error") return <path className="ring-floor" d="M92 20.6A92 30 0 1 0 128 20.6" />;
  if (state === "offline") {
    return (
      <>
        <path className="ring-floor" d="M62 75.5A92 30 0 1 1 202 50" />
        <path className="ring-floor" strokeDasharray="2 7" d="M62 75.5A92 30 0 0 0 202 50" />
      </>
    );
  }
  return <ellipse cx={CENTRE.x} cy={CENTRE.y} rx={RADIUS.x} ry={RADIUS.y} className={state === "loading" ? "ring-floor-faint" : "ring-floor"} />;
}

function SeatMark({ seat, x, y }: { seat: Seat; x: number; y: number }) {
  if (seat.person === undefined) return <circle cx={x} cy={y} r={9} className="ring-expected" />;
  return (
    <>
      <circle cx={x} cy={y} r={13} className="ring-casing" />
      <path d={SEAT_SHAPES[seat.person]} transform={`translate(${x} ${y})`} className={`seat-${seat.person}`} />
    </>
  );
}

/** The six shapes around (0, 0), about 17 units wide. */
export const SEAT_SHAPES: Record<PersonIndex, string> = {
  1: "M-8.5 0a8.5 8.5 0 1 0 17 0a8.5 8.5 0 1 0-17 0",
  2: "M-4-8h8a4 4 0 0 1 4 4v8a4 4 0 0 1-4 4h-8a4 4 0 0 1-4-4v-8a4 4 0 0 1 4-4",
  3: "M0-9.5 9.5 0 0 9.5-9.5 0Z",
  4: "M-8 0a8 8 0 0 1 16 0v5a3 3 0 0 1-3 3H-5a3 3 0 0 1-3-3Z",
  5: "M-8-5a3 3 0 0 1 3-3h5a8 8 0 1 1-8 8Z",
  6: "M0-8h5a3 3 0 0 1 3 3v5a8 8 0 0 1-8 8h-5a3 3 0 0 1-3-3v-5a8 8 0 0 1 8-8",
};

/** The door: closed for "not open to you", open for "come in". */
export function Door({ open = false, person }: { open?: boolean; person?: PersonIndex }) {
  return (
    <svg width={220} height={96} viewBox="0 0 220 96" aria-hidden="true" focusable="false" className="ring-drawing">
      <g className="ring-turns">
        <g className="ring-door">
          <path d="M18 92V8a3 3 0 0 1 3-3h46a3 3 0 0 1 3 3v84" />
          <path d={open ? "M24 11 46 18V86L24 92Z" : "M24 11h40v81H24Z"} />
          <path d="M6 92h190" />
        </g>
        <circle cx={open ? 41 : 57} cy={52} r={2.6} className="ring-knob" />
        {person !== undefined && <path d={SEAT_SHAPES[person]} transform="translate(118 80)" className={`seat-${person}`} />}
      </g>
    </svg>
  );
}
