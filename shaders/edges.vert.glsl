// Edges of the tree: one instance is one cubic curve, drawn as a ribbon of 2 * (segments + 1) vertices
// (triangle strip) that is wide enough for the line, its soft rim and the pulse.

layout(location = 0) in vec4 a_ends;    // from, to; in ImGui units
layout(location = 1) in vec4 a_colour;  // not premultiplied
layout(location = 2) in vec3 a_shape;   // width in ImGui units, place of the pulse (-1: none, -2: dashed), 1 for vertical

uniform vec4 u_to_clip;   // scale and offset from ImGui units to clip space
uniform float u_segments;
uniform float u_pixel;    // size of a device pixel in ImGui units

out vec2 v_position;
out float v_across;  // signed distance from the curve, in ImGui units
out float v_along;   // distance from the beginning, about, in ImGui units
flat out float v_dashed;
flat out vec4 v_colour;
flat out vec2 v_bead;
flat out vec2 v_radii;  // half the line's width, radius of the bead (0: none)

vec2 curve(vec2 p0, vec2 p1, vec2 p2, vec2 p3, float t) {
    float s = 1.0 - t;
    return s * s * s * p0 + 3.0 * s * s * t * p1 + 3.0 * s * t * t * p2 + t * t * t * p3;
}

vec2 slope(vec2 p0, vec2 p1, vec2 p2, vec2 p3, float t) {
    float s = 1.0 - t;
    return s * s * (p1 - p0) + 2.0 * s * t * (p2 - p1) + t * t * (p3 - p2);
}

void main() {
    vec2 from = a_ends.xy;
    vec2 to = a_ends.zw;
    vec2 reach = (to - from) * 0.5;
    reach = a_shape.z > 0.5 ? vec2(0.0, reach.y) : vec2(reach.x, 0.0);
    vec2 p1 = from + reach;
    vec2 p2 = to - reach;

    float t = float(gl_VertexID / 2) / u_segments;
    float side = (gl_VertexID % 2 == 0) ? -1.0 : 1.0;
    vec2 direction = slope(from, p1, p2, to, t);
    float speed = length(direction);
    // Both ends of a curve of no length: any direction will do.
    direction = speed > 1e-4 ? direction / speed : (a_shape.z > 0.5 ? vec2(0.0, 1.0) : vec2(1.0, 0.0));

    bool has_pulse = a_shape.y >= 0.0;
    float half_width = 0.5 * a_shape.x;
    float bead = has_pulse ? 2.0 * a_shape.x + 4.0 : 0.0;
    float reach_out = max(half_width, bead) + u_pixel;

    vec2 position = curve(from, p1, p2, to, t) + vec2(-direction.y, direction.x) * side * reach_out;
    v_position = position;
    v_across = side * reach_out;
    v_along = t * distance(from, to);
    v_dashed = a_shape.y < -1.5 ? 1.0 : 0.0;
    v_colour = a_colour;
    v_bead = curve(from, p1, p2, to, clamp(a_shape.y, 0.0, 1.0));
    v_radii = vec2(half_width, bead);
    gl_Position = vec4(position * u_to_clip.xy + u_to_clip.zw, 0.0, 1.0);
}
