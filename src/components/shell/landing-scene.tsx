/** The heart, drawn still: the first page must not wait for 3D. 1016 × 1201 with a clear ground. */
const HEART = "/pictures/heart.webp";

interface LandingSceneProps {
  /** What the picture shows, for whoever can't see it. */
  label: string;
  patient: string;
  doctor: string;
}

/** A heart above the ring, a patient who points, a doctor who looks: what Bedside is, in one picture. */
export function LandingScene({ label, patient, doctor }: LandingSceneProps) {
  return (
    <svg viewBox="0 0 800 900" role="img" aria-label={label} fill="none" className="landing-drawing">
      <defs>
        <radialGradient id="landing-pool">
          <stop offset="0" stopColor="#ffe7c4" stopOpacity=".26" />
          <stop offset="1" stopColor="#ffe7c4" stopOpacity="0" />
        </radialGradient>
      </defs>
      <ellipse cx="400" cy="720" rx="360" ry="92" fill="url(#landing-pool)" />
      <path d="M80 720A320 74 0 0 1 720 720" stroke="#7a7770" strokeWidth="1.75" />
      <image href={HEART} x="146" y="92" width="508" height="600" />
      <path d="M80 720A320 74 0 0 0 720 720" stroke="#b9b6ae" strokeWidth="1.75" />
      <path d="M182 762 372 476" stroke="#0b0c0c" strokeWidth="6" opacity=".5" />
      <path d="M182 762 372 476" stroke="#f2c566" strokeWidth="2.5" strokeDasharray="1 7" strokeLinecap="round" />
      <rect x="365" y="462" width="17" height="17" rx="4.5" stroke="#0b0c0c" strokeWidth="5.5" />
      <rect x="365" y="462" width="17" height="17" rx="4.5" stroke="#f2c566" strokeWidth="2.75" />
      <rect x="160" y="757" width="30" height="30" rx="8" fill="#171716" />
      <rect x="165" y="762" width="20" height="20" rx="5" fill="#f2c566" />
      <circle cx="636" cy="770" r="17" fill="#171716" />
      <circle cx="636" cy="770" r="11" fill="#73cfc2" />
      <text x="175" y="811" textAnchor="middle" fill="#f2c566" className="landing-name">
        {patient}
      </text>
      <text x="636" y="811" textAnchor="middle" fill="#9be0d6" className="landing-name">
        {doctor}
      </text>
    </svg>
  );
}
