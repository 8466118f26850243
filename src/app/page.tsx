export default function LandingPage() {
  return <main id="main" className="p-8"><h1 className="text-h1">Bedside</h1></main>;
}
