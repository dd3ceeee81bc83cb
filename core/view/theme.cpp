#include "view/theme.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>

namespace moa::view {
namespace {

/// 0xRRGGBB as ImGui's ABGR.
constexpr ImU32 rgb(std::uint32_t value, std::uint32_t alpha = 255) {
    return IM_COL32((value >> 16) & 255U, (value >> 8) & 255U, value & 255U, alpha);
}

constexpr Theme dark_theme = {
    .dark = true,
    .bg = rgb(0x0d1015),
    .dots = rgb(0x20272f),
    .surface = rgb(0x141920),
    .raised = rgb(0x1a2029),
    .line = rgb(0x252d39),
    .text = rgb(0xe8ecf2),
    .soft = rgb(0xb4bdca),
    .muted = rgb(0x8a95a5),
    .accent = rgb(0x7aa8ff),
    .streaming = rgb(0x57c9a5),
    .thinking = rgb(0xb79bff),
    .done = rgb(0x9fb3cc),
    .failed = rgb(0xff7d78),
    .degraded = rgb(0xf2bd5c),
    .prompt = rgb(0x1d2942),
    .code = rgb(0x0d1117),
    .degraded_soft = rgb(0x302b22),
    .failed_soft = rgb(0x352529),
    .found = rgb(0x453d2c),
    .found_current = rgb(0x665330),
    .hover = rgb(0xffffff, 12),
    .shadow = rgb(0x000000, 44),
    .on_accent = rgb(0x0b1526),
};

constexpr Theme light_theme = {
    .dark = false,
    .bg = rgb(0xf5f6f8),
    .dots = rgb(0xd6dbe2),
    .surface = rgb(0xffffff),
    .raised = rgb(0xffffff),
    .line = rgb(0xdde2e9),
    .text = rgb(0x16202c),
    .soft = rgb(0x3c4856),
    .muted = rgb(0x5d6a7a),
    .accent = rgb(0x2f62d9),
    .streaming = rgb(0x0c7d5d),
    .thinking = rgb(0x6a45c9),
    .done = rgb(0x4b5f7a),
    .failed = rgb(0xb3261e),
    .degraded = rgb(0x8a5a00),
    .prompt = rgb(0xe6edfe),
    .code = rgb(0xf3f5f8),
    .degraded_soft = rgb(0xf5ecdc),
    .failed_soft = rgb(0xfae6e4),
    .found = rgb(0xfbe9c0),
    .found_current = rgb(0xf5cf7a),
    .hover = rgb(0x16202c, 12),
    .shadow = rgb(0x28384f, 16),
    .on_accent = rgb(0xffffff),
};

/// Of the colour as it is written, good enough to tell light from dark.
float luminance(ImU32 colour) {
    const ImVec4 parts = ImGui::ColorConvertU32ToFloat4(colour);
    return 0.2126F * parts.x + 0.7152F * parts.y + 0.0722F * parts.z;
}

/// Hue in degrees to a colour of one lightness: OKLCH with L 0.68, C 0.14, about that of the named providers.
ImU32 colour_of_hue(float degrees) {
    constexpr float lightness = 0.68F;
    constexpr float chroma = 0.14F;
    const float radians = degrees * 3.14159265F / 180.0F;
    const float a = chroma * std::cos(radians);
    const float b = chroma * std::sin(radians);
    const float l = std::pow(lightness + 0.3963378F * a + 0.2158038F * b, 3.0F);
    const float m = std::pow(lightness - 0.1055613F * a - 0.0638542F * b, 3.0F);
    const float s = std::pow(lightness - 0.0894842F * a - 1.2914855F * b, 3.0F);
    const auto encode = [](float linear) {
        const float in_range = linear < 0 ? 0 : (linear > 1 ? 1 : linear);
        const float value =
            in_range <= 0.0031308F ? 12.92F * in_range : 1.055F * std::pow(in_range, 1.0F / 2.4F) - 0.055F;
        return static_cast<std::uint32_t>(std::lround(value * 255.0F));
    };
    return rgb((encode(4.0767417F * l - 3.3077116F * m + 0.2309699F * s) << 16) |
               (encode(-1.2684380F * l + 2.6097574F * m - 0.3413194F * s) << 8) |
               encode(-0.0041961F * l - 0.7034186F * m + 1.7076147F * s));
}

/// The same, worked out once for every whole degree: each card and each edge of each frame asks.
ImU32 hue_colour(std::size_t degrees) {
    static const auto colours = [] {
        std::array<ImU32, 360> all{};
        for (std::size_t i = 0; i < all.size(); ++i)
            all[i] = colour_of_hue(static_cast<float>(i));
        return all;
    }();
    return colours[degrees % colours.size()];
}

ImVec4 colour4(ImU32 colour) {
    return ImGui::ColorConvertU32ToFloat4(colour);
}

void draw_ring(ImDrawList& list, ImVec2 centre, float radius, ImU32 colour, float thickness, bool dashed) {
    if (!dashed) {
        list.AddCircle(centre, radius, colour, 0, thickness);
        return;
    }
    constexpr int dashes = 6;
    constexpr float step = 2.0F * 3.14159265F / dashes;
    for (int i = 0; i < dashes; ++i) {
        const float start = static_cast<float>(i) * step;
        list.PathArcTo(centre, radius, start, start + step * 0.58F, 5);
        list.PathStroke(colour, 0, thickness);
    }
}

}  // namespace

const Theme& theme(bool dark) {
    return dark ? dark_theme : light_theme;
}

Theme system_theme(const SystemColours& colours) {
    const ImU32 ground = colours.canvas;
    const ImU32 ink = colours.canvas_text;
    Theme theme = dark_theme;
    theme.dark = luminance(ground) < luminance(ink);
    for (ImU32* surface : {&theme.bg, &theme.dots, &theme.surface, &theme.raised, &theme.prompt, &theme.code,
                           &theme.degraded_soft, &theme.failed_soft, &theme.on_accent}) {
        *surface = ground;
    }
    for (ImU32* each : {&theme.line, &theme.text, &theme.soft, &theme.muted, &theme.streaming,
                        &theme.thinking, &theme.done, &theme.failed, &theme.degraded}) {
        *each = ink;
    }
    theme.accent = colours.link_text;
    theme.dots = mixed(ground, colours.grey_text, 0.4F);
    theme.found = mixed(ground, ink, 0.2F);
    theme.found_current = mixed(ground, ink, 0.35F);
    theme.hover = faded(ink, 0.12F);
    theme.shadow = faded(ink, 0);
    return theme;
}

ImU32 provider_hue(std::string_view provider) {
    if (provider == "together") return rgb(0x5b8dff);
    if (provider == "groq") return rgb(0xff8a4c);
    if (provider == "local" || provider == "ollama" || provider == "llama.cpp" || provider == "lmstudio" ||
        provider == "vllm") {
        return rgb(0x39b8b2);
    }
    if (provider == "simulated") return hue_colour(285);
    if (provider == "openai") return hue_colour(155);
    if (provider == "openrouter") return hue_colour(330);
    // FNV-1a, to spread names over the circle.
    std::uint32_t hash = 2166136261U;
    for (const char c : provider)
        hash = (hash ^ static_cast<unsigned char>(c)) * 16777619U;
    return hue_colour(hash);
}

ImU32 state_colour(const Theme& theme, run::NodeState state) {
    switch (state) {
        case run::NodeState::thinking:
            return theme.thinking;
        case run::NodeState::streaming:
            return theme.streaming;
        case run::NodeState::done:
            return theme.done;
        case run::NodeState::failed:
            return theme.failed;
        case run::NodeState::queued:
        case run::NodeState::waiting:
        case run::NodeState::cancelled:
        case run::NodeState::skipped:
            break;
    }
    return theme.muted;
}

void draw_state(ImDrawList& list, run::NodeState state, ImVec2 centre, float size, ImU32 colour) {
    const float unit = size / 12.0F;
    const float stroke = 1.5F * unit;
    const auto bar = [&](float x, float y, float width, float height) {
        list.AddRectFilled(ImVec2(centre.x + x * unit, centre.y + y * unit),
                           ImVec2(centre.x + (x + width) * unit, centre.y + (y + height) * unit), colour,
                           0.5F * unit);
    };
    switch (state) {
        case run::NodeState::queued:
            draw_ring(list, centre, 4.5F * unit, colour, stroke, true);
            break;
        case run::NodeState::waiting:
            draw_ring(list, centre, 4.5F * unit, colour, stroke, false);
            break;
        case run::NodeState::thinking:
            for (int i = -1; i <= 1; ++i) {
                list.AddCircleFilled(ImVec2(centre.x + static_cast<float>(i) * 4.0F * unit, centre.y),
                                     1.4F * unit, colour);
            }
            break;
        case run::NodeState::streaming:
            bar(-5, -4.5F, 10, 1.8F);
            bar(-5, -0.9F, 10, 1.8F);
            bar(-5, 2.7F, 6, 1.8F);
            break;
        case run::NodeState::done:
            list.PathLineTo(ImVec2(centre.x - 4.5F * unit, centre.y + 0.2F * unit));
            list.PathLineTo(ImVec2(centre.x - 1.5F * unit, centre.y + 3.2F * unit));
            list.PathLineTo(ImVec2(centre.x + 4.5F * unit, centre.y - 3.5F * unit));
            list.PathStroke(colour, 0, 1.7F * unit);
            break;
        case run::NodeState::failed:
            bar(-0.9F, -5, 1.8F, 6.5F);
            bar(-0.9F, 3, 1.8F, 1.9F);
            break;
        case run::NodeState::cancelled:
            bar(-3.5F, -3.5F, 7, 7);
            break;
        case run::NodeState::skipped:
            bar(-5, -0.8F, 10, 1.6F);
            break;
    }
}

ImU32 faded(ImU32 colour, float alpha) {
    const auto old = static_cast<float>((colour >> IM_COL32_A_SHIFT) & 255U);
    const auto opacity = static_cast<ImU32>(std::clamp(std::lround(old * alpha), 0L, 255L));
    return (colour & ~IM_COL32_A_MASK) | (opacity << IM_COL32_A_SHIFT);
}

ImU32 mixed(ImU32 a, ImU32 b, float share) {
    ImU32 result = 0;
    for (unsigned shift = 0; shift < 32; shift += 8) {
        const auto from = static_cast<float>((a >> shift) & 255U);
        const auto to = static_cast<float>((b >> shift) & 255U);
        result |= static_cast<ImU32>(std::lround(from + (to - from) * share)) << shift;
    }
    return result;
}

void apply_style(const Theme& theme, ImGuiStyle& style) {
    style.WindowPadding = ImVec2(16, 16);
    style.FramePadding = ImVec2(12, 6);
    style.ItemSpacing = ImVec2(8, 8);
    style.ItemInnerSpacing = ImVec2(8, 8);
    style.ScrollbarSize = 10;
    style.ScrollbarRounding = 5;
    style.FrameRounding = 8;
    style.PopupRounding = 10;
    style.WindowRounding = 10;
    style.ChildRounding = 0;
    style.WindowBorderSize = 1;
    style.PopupBorderSize = 1;
    style.FrameBorderSize = 1;
    style.ChildBorderSize = 0;
    style.AntiAliasedLinesUseTex = true;
    style.SelectableTextAlign = ImVec2(0, 0.5F);
    style.HoverStationaryDelay = 0.15F;

    const auto set = [&style](ImGuiCol slot, ImU32 colour) { style.Colors[slot] = colour4(colour); };
    set(ImGuiCol_Text, theme.text);
    set(ImGuiCol_TextDisabled, theme.muted);
    set(ImGuiCol_WindowBg, theme.bg);
    set(ImGuiCol_ChildBg, 0);
    set(ImGuiCol_PopupBg, theme.raised);
    set(ImGuiCol_Border, theme.line);
    set(ImGuiCol_BorderShadow, 0);
    set(ImGuiCol_FrameBg, theme.dark ? theme.surface : theme.bg);
    set(ImGuiCol_FrameBgHovered, mixed(theme.surface, theme.line, 0.5F));
    set(ImGuiCol_FrameBgActive, mixed(theme.surface, theme.line, 0.5F));
    set(ImGuiCol_Button, theme.surface);
    set(ImGuiCol_ButtonHovered, mixed(theme.raised, theme.line, 0.6F));
    set(ImGuiCol_ButtonActive, theme.line);
    set(ImGuiCol_Header, faded(theme.accent, 0.16F));
    set(ImGuiCol_HeaderHovered, faded(theme.accent, 0.12F));
    set(ImGuiCol_HeaderActive, faded(theme.accent, 0.22F));
    set(ImGuiCol_CheckMark, theme.accent);
    set(ImGuiCol_ScrollbarBg, 0);
    set(ImGuiCol_ScrollbarGrab, faded(theme.muted, 0.28F));
    set(ImGuiCol_ScrollbarGrabHovered, faded(theme.muted, 0.5F));
    set(ImGuiCol_ScrollbarGrabActive, faded(theme.muted, 0.65F));
    set(ImGuiCol_InputTextCursor, theme.accent);
    set(ImGuiCol_TextSelectedBg, faded(theme.accent, 0.3F));
    set(ImGuiCol_Separator, theme.line);
    set(ImGuiCol_ModalWindowDimBg, theme.dark ? rgb(0x000000, 120) : rgb(0x16202c, 70));
    set(ImGuiCol_NavCursor, theme.accent);
}

}  // namespace moa::view
