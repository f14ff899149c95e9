//! Exercises: the course has no problem, and every kind of mistake is found at its line.

mod bad_input;
mod course;
mod hand_ins;
mod judge;
mod mistakes;
mod sharing;
mod support;
mod workshop;
