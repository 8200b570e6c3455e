// The sound of a stamp: a thump as it lands, then a tone that goes up for a hit and down for a miss.
const LANDS = 0.06;
let audio = null;

function tone(type, from, to, begin, long, loud) {
  const source = new OscillatorNode(audio, { type, frequency: from }), volume = new GainNode(audio, { gain: loud });
  source.frequency.exponentialRampToValueAtTime(to, begin + long);
  volume.gain.exponentialRampToValueAtTime(0.001, begin + long);
  source.connect(volume).connect(audio.destination);
  source.start(begin);
  source.stop(begin + long);
}

// Told of a press, it makes ready: browsers let a page be heard only after one.
document.addEventListener("heard", ({ detail }) => {
  if (detail === "press") {
    (audio ??= new AudioContext()).resume();
  } else if (audio) {
    const begin = audio.currentTime + LANDS, up = detail === "right";
    tone("sine", 150, 45, begin, 0.14, 0.6);
    tone("triangle", up ? 660 : 196, up ? 880 : 147, begin + 0.09, 0.16, 0.15);
  }
});
