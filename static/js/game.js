// Every page loads these; none of them needs another.
import "./keys.js";
import "./swipe.js";
import "./unfolded.js";
import "./focus.js";
import "./count.js";
import "./copy.js";
import "./share.js";
import "./keep.js";
import "./steady.js";
import "./sound.js";
import "./feeling.js";
