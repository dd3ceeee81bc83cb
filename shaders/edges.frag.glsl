// The line with a rim one device pixel soft, and on it the pulse: a bead, full in colour, that fades outwards.

in vec2 v_position;
in float v_across;
in float v_along;
flat in float v_dashed;
flat in vec4 v_colour;
flat in vec2 v_bead;
flat in vec2 v_radii;

uniform float u_pixel;

out vec4 o_colour;

void main() {
    float half_pixel = 0.5 * u_pixel;
    // A line thinner than a pixel becomes fainter, not narrower.
    float inside = max(v_radii.x - half_pixel, 0.0);
    float thin = min(1.0, v_radii.x / half_pixel);
    float line = thin * (1.0 - smoothstep(inside, inside + u_pixel, abs(v_across)));
    float alpha = v_colour.a * line;
    // As long as the gaps, with a rim as soft as the line's.
    float dash = abs(fract(v_along / 10.0) - 0.5) * 10.0 - 2.5;
    if (v_dashed > 0.5) alpha *= smoothstep(-half_pixel, half_pixel, dash);
    vec3 colour = v_colour.rgb;

    if (v_radii.y > 0.0) {
        float near = distance(v_position, v_bead) / v_radii.y;
        float glow = 1.0 - smoothstep(0.0, 1.0, near);
        float core = 1.0 - smoothstep(0.3, 0.55, near);
        alpha = max(alpha, max(0.45 * glow, core));
        colour = mix(colour, vec3(1.0), 0.25 * core);
    }
    o_colour = vec4(colour, alpha);
}
